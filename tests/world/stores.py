"""What others' stores ask of a manifest, written anew from what they publish: none of it is their text.

YunoHost: schemas/manifest.v2.schema.json in YunoHost/apps (5198016f), without the parts of apps with a database, a login
or an updater. The repository names no licence, so the file itself is not here.
CasaOS: .github/actions/validate-compose in IceWhaleTech/CasaOS-AppStore (36f81327).
TrueNAS: json_schema_utils.py, validate_questions.py, apps_schema/attrs in truenas/apps_validation (13309a52).
1Panel has no schema: the fields that agent/app/dto/app.go in 1Panel-dev/1Panel (092b5741) reads.
"""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}
FLAG: Final[Schema] = {"type": "boolean"}
WHOLE: Final[Schema] = {"type": "integer"}
LIST: Final[Schema] = {"type": "array"}
TEXTS: Final[Schema] = {"type": "array", "items": TEXT}
HASH: Final[Schema] = {"type": "string", "pattern": "^[0-9a-z]{64}$"}


def matching(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def only(properties: Schema, *required: str, **more: Any) -> Schema:
    """An object with these keys and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def each(pattern: str, value: Schema) -> Schema:
    """An object whose keys all match, and whose values are such."""
    return {"type": "object", "patternProperties": {pattern: value}, "additionalProperties": False}


_SAID: Final = {"anyOf": [TEXT, only({}, "en", patternProperties={"^[a-z]{2}$": TEXT})]}
_SIZE: Final = matching(r"^[0-9]*(\.[0-9]*)?[kKmMgG]$")
_PLACE: Final = matching(r"^(__[A-Z_]*__)?/.*$")
_EITHER: Final = {"anyOf": [FLAG, {"const": "not_relevant"}]}
_FILE: Final = {"url": TEXT, "sha256": HASH}
_SOURCE: Final = only(
    {
        **_FILE,
        "in_subdir": {"anyOf": [FLAG, WHOLE]},
        "prefetch": FLAG,
        "extract": FLAG,
        "rename": TEXT,
        "platform": TEXT,
        "format": {"enum": ["tar.gz", "tar.xz", "tar.bz2", "zip", "docker", "whatever"]},
    },
    patternProperties={"^(amd64|i386|armhf|arm64)$": only(_FILE)},
)
_QUESTION: Final = only(
    {
        "type": {
            "enum": [
                "string",
                "text",
                "select",
                "email",
                "url",
                "password",
                "path",
                "boolean",
                "domain",
                "user",
                "group",
            ]
        },
        "default": {"type": ["string", "number", "boolean"]},
        "ask": _SAID,
        "help": _SAID,
        "optional": FLAG,
    },
    "type",
)
_PERMISSION: Final = only(
    {
        "url": matching(r"^((re:.*)?|(__[A-Z_]*__)?/.*)$"),
        "show_tile": FLAG,
        "auth_header": FLAG,
        "protected": FLAG,
        "allowed": {"anyOf": [TEXT, TEXTS]},
        "additional_urls": {"type": "array", "items": _PLACE},
        "label": TEXT,
    }
)
YUNOHOST: Final = only(
    {
        "packaging_format": {"const": 2},
        "id": TEXT,
        "name": TEXT,
        "version": matching(r"^[0-9a-z]*([.+-][0-9a-z]*)*~ynh[0-9]*$"),
        "description": _SAID,
        "maintainers": TEXTS,
        "upstream": only(
            dict.fromkeys(("license", "website", "demo", "admindoc", "userdoc", "code", "fund"), TEXT),
            "license",
        ),
        "integration": only(
            {
                "yunohost": matching(r"^>= ?[0-9]{1,2}(\.[0-9]{1,2}){0,3}$"),
                "helpers_version": matching(r"^[0-9]*\.[0-9]*$"),
                "architectures": {"type": "array", "items": {"enum": ["amd64", "i386", "armhf", "arm64"]}},
                "multi_instance": _EITHER,
                "ldap": _EITHER,
                "sso": _EITHER,
                "disk": _SIZE,
                "ram": only({"build": _SIZE, "runtime": _SIZE}),
            },
            "yunohost",
            "architectures",
            "multi_instance",
            "ldap",
            "sso",
        ),
        "install": each("^[a-z][a-z0-9_]*$", _QUESTION),
        "resources": only(
            {
                "sources": each("^[a-z0-9][a-z0-9_-]*$", _SOURCE),
                "install_dir": only({"dir": _PLACE, "owner": TEXT, "group": TEXT}),
                "ports": each(
                    "^.[a-z][a-z0-9_]*$",
                    only({"default": WHOLE, "exposed": {"type": ["boolean", "string"]}, "fixed": FLAG}),
                ),
                "permissions": each("^.[a-z][a-z0-9_]*$", _PERMISSION),
            }
        ),
    },
    "packaging_format",
    "id",
    "name",
    "description",
    "version",
    "maintainers",
    "upstream",
    "integration",
    "install",
    "resources",
)

CASAOS_NAME: Final = r"^[a-z0-9_-]+$"
CASAOS_ID: Final = r"^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\.[a-z0-9]+(?:[._-][a-z0-9]+)*)+$"
"""The name at the top of the file; `x-casaos.id`, which is a domain read backwards."""

_PERSON: Final = {
    "type": "object",
    "properties": {"name": TEXT, "email": TEXT, "url": TEXT},
    "required": ["name", "email"],
}
_NUMBERS: Final = matching(r"^[0-9]+\.[0-9]+\.[0-9]+$")
TRUENAS_APP: Final[Schema] = {
    "type": "object",
    "properties": {
        **dict.fromkeys(
            ("name", "train", "description", "home", "app_version", "title", "lib_version_hash"), TEXT
        ),
        **dict.fromkeys(("sources", "keywords", "screenshots", "categories"), TEXTS),
        **dict.fromkeys(("version", "lib_version"), _NUMBERS),
        "date_added": matching(r"^20[0-9][0-9]-[0-9][1-9]-[0-9][1-9]$"),
        "maintainers": {"type": "array", "items": _PERSON},
        "run_as_context": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "description": TEXT,
                    "gid": WHOLE,
                    "uid": WHOLE,
                    "group_name": TEXT,
                    "user_name": TEXT,
                },
                "required": ["description"],
            },
        },
        "capabilities": {"type": "array"},
        "host_mounts": {"type": "array"},
    },
    "required": [
        "name",
        "train",
        "version",
        "app_version",
        "title",
        "description",
        "home",
        "sources",
        "maintainers",
        "run_as_context",
        "capabilities",
        "host_mounts",
        "date_added",
        "categories",
        "lib_version",
        "lib_version_hash",
    ],
}
TRUENAS_FILES: Final = {"app.yaml", "questions.yaml", "README.md", "ix_values.yaml"}
TRUENAS_TYPES: Final = {
    "string": str,
    "int": int,
    "boolean": bool,
    "path": str,
    "hostpath": str,
    "list": list,
    "dict": dict,
}
"""Of a question, with what its default must be."""
TRUENAS_OF_A_QUESTION: Final[Schema] = {
    "type": "object",
    "properties": {
        "type": {"enum": list(TRUENAS_TYPES)},
        **dict.fromkeys(("required", "null", "hidden", "editable", "immutable", "private"), FLAG),
        **dict.fromkeys(("show_if", "$ref", "attrs", "items"), LIST),
        "enum": {
            "type": "array",
            "items": only({"value": {}, "description": {"type": ["string", "null"]}}, "value", "description"),
        },
        **dict.fromkeys(("min", "max"), WHOLE),
        "default": {},
    },
    "required": ["type"],
    "additionalProperties": False,
}

_LOCALES: Final = only(
    dict.fromkeys(
        ("en", "ja", "ms", "pt-br", "ru", "zh-hant", "zh-Hant", "zh", "ko", "tr", "es-es", "fa", "lo"), TEXT
    ),
    "en",
    "zh",
)
ONEPANEL_APP: Final = only(
    {
        **dict.fromkeys(("name", "title", "description"), TEXT),
        "tags": TEXTS,
        "additionalProperties": only(
            {
                **dict.fromkeys(
                    ("key", "name", "type", "shortDescZh", "shortDescEn", "website", "github", "document"),
                    TEXT,
                ),
                **dict.fromkeys(("limit", "recommend", "memoryRequired"), WHOLE),
                **dict.fromkeys(("crossVersionUpdate", "gpuSupport"), FLAG),
                "tags": TEXTS,
                "Required": TEXTS,
                "description": _LOCALES,
                "architectures": {
                    "type": "array",
                    "items": {"enum": ["amd64", "arm64", "arm/v6", "arm/v7", "s390x"]},
                },
            },
            "key",
            "name",
            "type",
            "tags",
            "shortDescZh",
            "shortDescEn",
            "crossVersionUpdate",
            "limit",
            "website",
            "github",
            "document",
            "description",
            "architectures",
        ),
    },
    "name",
    "tags",
    "title",
    "description",
    "additionalProperties",
)
ONEPANEL_FORM: Final = only(
    {
        "additionalProperties": only(
            {
                "formFields": {
                    "type": "array",
                    "items": only(
                        {
                            "type": {"enum": ["text", "number", "password", "select", "service", "apps"]},
                            **dict.fromkeys(("labelZh", "labelEn"), TEXT),
                            "label": _LOCALES,
                            "description": _LOCALES,
                            **dict.fromkeys(("required", "disabled", "edit", "multiple"), FLAG),
                            "default": {},
                            "envKey": matching("^[A-Z][A-Z0-9_]*$"),
                            "rule": {"enum": ["paramPort", "paramExtUrl", "paramCommon", "paramComplexity"]},
                        },
                        "type",
                        "labelZh",
                        "labelEn",
                        "required",
                        "default",
                        "envKey",
                    ),
                }
            },
            "formFields",
        )
    },
    "additionalProperties",
)
