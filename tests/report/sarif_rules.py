"""What SARIF 2.1.0 and GitHub's code scanning demand of what we write, in our own words, as a JSON schema.

Stricter than the standard's: a property that is not named here is one that we do not write.
"""

from typing import Any

Schema = dict[str, Any]


def an_object(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    properties = {**required, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


TEXT: Schema = {"type": "string", "minLength": 1}
MESSAGE = an_object({"text": TEXT})
LEVEL: Schema = {"enum": ["error", "warning", "note"]}
TIME: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
IN_REPOSITORY = an_object(
    {"uri": {"type": "string", "pattern": r"^[^/:\\ ][^:\\ ]*$"}, "uriBaseId": {"const": "%SRCROOT%"}}
)
ELSEWHERE = an_object({"uri": {"type": "string", "pattern": r"^((https?|file)://[^ ]+|-)$"}})
LOCATION = an_object(
    {
        "physicalLocation": an_object(
            {"artifactLocation": {"anyOf": [IN_REPOSITORY, ELSEWHERE]}},
            {"region": an_object({"startLine": {"type": "integer", "minimum": 1}})},
        )
    }
)
RESULT = an_object(
    {
        "ruleId": TEXT,
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1, "maxItems": 1},
        "partialFingerprints": an_object({"citation/v1": {"type": "string", "pattern": r"^[0-9a-f]{32}:[1-9]\d*$"}}),
    },
    {"baselineState": {"enum": ["new", "unchanged", "updated", "absent"]}},
)
RULE = an_object(
    {
        "id": {"type": "string", "pattern": r"^[a-z0-9-]{1,255}$"},
        "name": {"type": "string", "pattern": r"^[A-Za-z0-9]{1,255}$"},
        "shortDescription": an_object({"text": {**TEXT, "maxLength": 1024}}),
        "fullDescription": an_object({"text": {**TEXT, "maxLength": 1024}}),
        "help": an_object({"text": TEXT, "markdown": TEXT}),
        "defaultConfiguration": an_object({"level": LEVEL}),
        "properties": an_object(
            {
                "tags": {"type": "array", "items": TEXT, "maxItems": 10},
                "problem.severity": {"enum": ["error", "warning", "recommendation"]},
            }
        ),
    }
)
INVOCATION = an_object(
    {"executionSuccessful": {"type": "boolean"}, "startTimeUtc": TIME},
    {
        "endTimeUtc": TIME,
        "toolExecutionNotifications": {"type": "array", "items": an_object({"level": LEVEL, "message": MESSAGE})},
    },
)
DRIVER = an_object({"name": TEXT, "version": TEXT, "rules": {"type": "array", "items": RULE, "uniqueItems": True}})
RUN = an_object(
    {
        "results": {"type": "array", "items": RESULT, "maxItems": 25_000},
        "columnKind": {"enum": ["unicodeCodePoints", "utf16CodeUnits"]},
        "automationDetails": an_object({"id": {"type": "string", "pattern": "/$"}}),
        "originalUriBaseIds": an_object({"%SRCROOT%": an_object({"description": MESSAGE})}),
        "invocations": {"type": "array", "items": INVOCATION, "minItems": 1, "maxItems": 1},
        "tool": an_object({"driver": DRIVER}),
    }
)
LOG = an_object(
    {
        "$schema": {"type": "string", "pattern": "sarif.*2\\.1\\.0"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN, "minItems": 1, "maxItems": 1},
    }
)
