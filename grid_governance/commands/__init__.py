"""The app's bench commands; each module offers `commands`."""

from grid_governance.commands import clocks, demo, divisions, ledger, standings

commands = [*clocks.commands, *ledger.commands, *demo.commands, *divisions.commands, *standings.commands]
