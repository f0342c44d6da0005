"""The grammar of quantities in Chinese prose."""
