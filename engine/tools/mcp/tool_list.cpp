// What the tools are, for the assistant that chooses among them.
#include "study/parse_json.hpp"
#include "tools/mcp/tools.hpp"

namespace payoff {
namespace {

constexpr const char* all_tools = R"json([
{"name": "init", "title": "Draft a study",
 "description": "Looks at tables and drafts a study: which column is the unit, the time, the metrics, who got the tool when. What no table shows comes back as questions for the user: answer them by the other arguments and call again. Known exports (Zendesk, Jira, GitHub and others) are recognised.",
 "inputSchema": {"type": "object", "additionalProperties": false, "properties": {
   "files": {"type": "array", "items": {"type": "string"}, "description": "Paths of the tables below the served folder; rows in the first, the others are looked up"},
   "data": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Or the tables themselves, by file name: {\"tickets.csv\": \"...\"}"},
   "who": {"type": "string", "description": "Whom it is about: support agents"},
   "tool": {"type": "string", "description": "What was rolled out: the assistant"},
   "unit": {"type": "string", "description": "Column of each of them"},
   "time": {"type": "string", "description": "Column of the dates"},
   "adopted_on": {"type": "string", "description": "Column or SQL of each one's first day with the tool"},
   "group": {"type": "string", "description": "Column or SQL that tells who got the tool"},
   "treated": {"type": "string", "description": "Its value for those who did"},
   "comparison": {"type": "string", "description": "Its value for those who did not"},
   "date": {"type": "string", "description": "When it began: 2025-03-03"},
   "randomized": {"type": "boolean", "description": "A lottery drew who got it"}}},
 "outputSchema": {"type": "object", "required": ["study", "questions"], "properties": {
   "study": {"type": "string", "description": "study.json, with comments: pass it on to check and run"},
   "questions": {"type": "array", "items": {"type": "string"}},
   "problem": {"type": "string", "description": "Why it cannot run as it is, though nothing is asked"}}},
 "annotations": {"readOnlyHint": true, "openWorldHint": false}},
{"name": "check", "title": "Check a study and its data",
 "description": "Reads the data of a study, accounts for every row, says what each column was taken for and by which method it can be answered. Estimates nothing.",
 "inputSchema": {"type": "object", "additionalProperties": false, "required": ["study"], "properties": {
   "study": {"type": ["object", "string"], "description": "The study, as an object or as text; or the path of a study.json below the served folder, whose data lie beside it"},
   "files": {"type": "array", "items": {"type": "string"}, "description": "Paths below the served folder of the data of a study that is no path"},
   "data": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Or the data themselves, by the names that the study gives them"}}},
 "outputSchema": {"type": "object", "required": ["report"], "properties": {"report": {"type": "string"}}},
 "annotations": {"readOnlyHint": true, "openWorldHint": false}},
{"name": "run", "title": "Estimate, value and grade",
 "description": "Runs a study: estimates what the rollout changed, values it, grades the evidence from A to E, and says in licensed sentences what may be claimed. Returns the numbers, the report as text and its pictures.",
 "inputSchema": {"type": "object", "additionalProperties": false, "required": ["study"], "properties": {
   "study": {"type": ["object", "string"], "description": "As for check"},
   "files": {"type": "array", "items": {"type": "string"}, "description": "As for check"},
   "data": {"type": "object", "additionalProperties": {"type": "string"}, "description": "As for check"},
   "pictures": {"enum": ["first", "all", "none"], "default": "first", "description": "Which come along, as SVG"},
   "results": {"type": "boolean", "default": false, "description": "The whole results.json too, hundreds of kilobytes"}}},
 "outputSchema": {"type": "object", "required": ["run", "grade", "claims", "effects"], "properties": {
   "run": {"type": "string", "description": "Its name, for claim"},
   "headline": {"type": "string"},
   "grade": {"type": "string", "description": "Of the evidence: A (strongest) to E, U = unusable"},
   "reasons": {"type": "array", "items": {"type": "string"}, "description": "Why no better grade"},
   "to_raise": {"type": "array"},
   "claims": {"type": "array", "items": {"type": "object"}, "description": "The sentences that the evidence licenses; say no more than these"},
   "effects": {"type": "array", "items": {"type": "object"}},
   "money": {"type": ["object", "null"]},
   "recommendation": {"type": "object"},
   "ledger": {"type": "object", "description": "What became of every row"}}},
 "annotations": {"readOnlyHint": true, "openWorldHint": false}},
{"name": "claim", "title": "Is a claim borne out?",
 "description": "Holds a sentence, such as \"saves at least 5 hours a week per agent\" or \"cut handle time by 10%\", against a run: supported, not supported or contradicted, with its probability and the honest sentence to say instead.",
 "inputSchema": {"type": "object", "additionalProperties": false, "required": ["sentence"], "properties": {
   "sentence": {"type": "string"},
   "run": {"type": "string", "description": "The name that run gave; or"},
   "results": {"type": "string", "description": "the path of a results.json below the served folder"}}},
 "outputSchema": {"type": "object", "required": ["verdict"], "properties": {
   "verdict": {"enum": ["supported", "not supported", "contradicted"]},
   "read_as": {"type": "string", "description": "The claim as it was understood"},
   "honest": {"type": "string", "description": "What may be said instead"}}},
 "annotations": {"readOnlyHint": true, "openWorldHint": false}},
{"name": "methods", "title": "List the methods and rules",
 "description": "The methods with what they need and the best grade each can reach, the rules by which grades are lowered, and the forms of the report.",
 "inputSchema": {"type": "object", "additionalProperties": false},
 "outputSchema": {"type": "object", "required": ["methods", "rules"], "properties": {
   "methods": {"type": "array", "items": {"type": "object"}},
   "rules": {"type": "array", "items": {"type": "object"}}}},
 "annotations": {"readOnlyHint": true, "openWorldHint": false}},
{"name": "schema", "title": "The schema of a study",
 "description": "The JSON Schema of study.json, every key with its meaning: some 150 kilobytes. Where a draft or a refusal names the key, it is not needed. `key` returns the part for one top-level key.",
 "inputSchema": {"type": "object", "additionalProperties": false, "properties": {
   "key": {"type": "string", "description": "data, columns, rollout, metrics, money, report, ..."}}},
 "annotations": {"readOnlyHint": true, "openWorldHint": false}}
])json";

}  // namespace

Json tool_list() {
  return parse_json(all_tools, "the tools");
}

}  // namespace payoff
