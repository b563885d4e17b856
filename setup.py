"""Packages: all of generator/, and templates/ under the name generator.templates so that `concord init` finds them in the wheel."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["generator*"]), "generator.templates"],
    package_dir={"generator.templates": "templates"},
)
