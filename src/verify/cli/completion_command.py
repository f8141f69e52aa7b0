"""verify completion"""

from __future__ import annotations

import click

from verify.cli.output import write


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print a script that completes commands, options, files and the ids of references.yaml.

    For bash 4.4 or newer, zsh and fish; the file to add it to is ~/.bashrc, ~/.zshrc or
    ~/.config/fish/completions/verify.fish. Does not touch the network.

    \b
    Example:
      verify completion bash >> ~/.bashrc
    """
    from verify.cli.completing import script

    write(script(shell), None)
