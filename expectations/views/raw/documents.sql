select
    *,
    coalesce(receipt_id in (select receipt_id from receipts), false) as has_receipt
from documents
