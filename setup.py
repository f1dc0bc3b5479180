"nbdev-2 style packaging: every setting lives in settings.ini; edit there, not here."
import shlex
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.sdist import sdist

here = Path(__file__).parent
config = ConfigParser(delimiters=["="])
config.read(here / "settings.ini", encoding="utf-8")
cfg = config["DEFAULT"]

SPDX = {"apache2": "Apache-2.0"}
STATUSES = ["1 - Planning", "2 - Pre-Alpha", "3 - Alpha", "4 - Beta", "5 - Production/Stable"]
PYTHONS = ["3.11", "3.12", "3.13"]
name = cfg["lib_name"]
course, scale = (shlex.split(cfg[f"{extra}_requirements"]) for extra in ("course", "scale"))


class SDist(sdist):
    "setup.py reads settings.ini, so the source archive must carry it."

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, [*files, "settings.ini"])


setup(
    name=name,
    version=cfg["version"],
    description=cfg["description"],
    keywords=cfg["keywords"],
    author=cfg["author"],
    author_email=cfg["author_email"],
    license_expression=SPDX[cfg["license"]],
    license_files=["LICENSE"],
    url=cfg["git_url"],
    long_description=(here / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    classifiers=[f"Development Status :: {STATUSES[int(cfg['status']) - 1]}",
                 f"Intended Audience :: {cfg['audience']}",
                 f"Natural Language :: {cfg['language']}"]
    + [f"Programming Language :: Python :: {v}" for v in PYTHONS],
    packages=find_packages(include=[name, f"{name}.*"]),
    package_data={name: shlex.split(cfg["package_data"])},
    install_requires=shlex.split(cfg["requirements"]),
    extras_require={"course": course, "scale": scale,
                    "dev": course + scale + shlex.split(cfg["dev_requirements"])},
    python_requires=f">={cfg['min_python']}",
    entry_points={"console_scripts": shlex.split(cfg["console_scripts"]),
                  "nbdev": [f"{name}={name}._modidx:d"]},
    zip_safe=False,
    options={"build": {"build_base": "_build"}},   # build/ is a reader's own: see `make build`
    cmdclass={"sdist": SDist},
)
