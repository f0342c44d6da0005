select * from receipts
