"""Jikim: prevention education that is delivered, proved and harms no one."""
