"""Partners (供应商与合同): suppliers, licences, contracts, leases, evaluation and the ban list."""
