"""`python -m generator` is `concord`."""

from generator.cli import main

if __name__ == "__main__":
    main()
