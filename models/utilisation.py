"""Slot facts -> frequency, occupancy rate, utilisation and coverage; totals are ratios of sums, never means of rates."""
