#include "report/writer/json.hpp"

namespace payoff {
namespace {

Json json_of(const Place& place) {
  Json json = Json::object();
  if (!place.key.empty()) json["key"] = place.key;
  if (!place.file.empty()) json["file"] = place.file;
  if (place.line > 0) json["line"] = place.line;
  if (!place.function.empty()) json["function"] = place.function;
  if (!place.argument.empty()) json["argument"] = place.argument;
  return json;
}

}  // namespace

std::string error_json(int exit_code, const std::string& message, const Place& place) {
  const Json error{{"exit_code", exit_code}, {"where", place.text()}, {"place", json_of(place)}, {"message", message}};
  return Json{{"error", error}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace payoff
