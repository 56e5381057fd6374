"""The customer-service centres of a gas company: 附件2, two-week plans, 附件3."""
