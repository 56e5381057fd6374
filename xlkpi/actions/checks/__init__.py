"""What can be wrong in a workbook, block by block: whatever kind declares such a block is checked the same way."""
