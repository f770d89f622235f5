"""The app's bench commands; each module offers `commands`."""

from grid_governance.commands import ledger

commands = [*ledger.commands]
