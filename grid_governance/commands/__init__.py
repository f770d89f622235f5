"""The app's bench commands; each module offers `commands`."""

from grid_governance.commands import demo, divisions, ledger, standings

commands = [*ledger.commands, *demo.commands, *divisions.commands, *standings.commands]
