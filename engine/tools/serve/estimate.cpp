#include "tools/serve/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "study/node.hpp"
#include "study/parse_json.hpp"
#include "tools/serve/multipart.hpp"

namespace payoff {
namespace {

struct Form {
  std::string_view type, file;  // that is asked for, and that it is
};
constexpr Form forms[] = {{"application/json", ""},  // as it is printed
                          {"text/html", "case-study.html"},
                          {"text/markdown", "report.md"}};

Error no_study(const std::string& what) {
  return {ErrorKind::usage,
          {},
          "the request " + what,
          R"(send {"study": {...}, "data": {"tickets.csv": "..."}}, or a form with a field study and files)"};
}

SentStudy study_in_json(const std::string& body) {
  const Json json = parse_json(body, "the request");
  if (!json.is_object() || !json.contains("study")) throw no_study("holds no study");
  for (const auto& [key, value] : json.items())
    if (key != "study" && key != "data")
      throw no_study(fmt::format("has the key '{}', but must have study and data", key));
  const Json& study = json["study"];
  SentStudy sent{study.is_string() ? study.get<std::string>() : study.dump(), {}};
  const Json data = json.value("data", Json::object());
  if (!data.is_object()) throw no_study("has data that are no object of names and texts");
  for (const auto& [name, text] : data.items()) {
    if (!text.is_string()) throw no_study(fmt::format("has data '{}' that are no text", name));
    sent.data.push_back({name, text.get<std::string>()});
  }
  return sent;
}

SentStudy study_in_form(const Request& request) {
  SentStudy sent;
  for (FormPart& part : read_multipart(request.header("content-type"), request.body)) {
    if (part.name == "study" && sent.study.empty())
      sent.study = std::move(part.bytes);
    else
      sent.data.push_back({part.file_name, std::move(part.bytes)});
  }
  if (sent.study.empty()) throw no_study("holds no study");
  return sent;
}

// Of those that Accept names the first that there is; JSON where it names none.
const Form* form_for(const std::string& accept) {
  const Form* first = accept.empty() || accept.find("*/*") != std::string::npos ? &forms[0] : nullptr;
  std::size_t where = std::string::npos;
  for (const Form& form : forms)
    if (const std::size_t at = accept.find(form.type); at < where) {
      where = at;
      first = &form;
    }
  return first;
}

Response answer_of(const Guest& guest, const GuestAnswer& answer, const Form& form) {
  if (answer.how == GuestEnd::stopped) return error_response(503, "stopping", "the server ends; ask again later");
  if (answer.how == GuestEnd::beyond_limits) return error_response(422, "beyond_limits", answer.output);
  if (answer.how == GuestEnd::refused) return error_response(422, "refused", answer.output);
  if (form.file.empty()) return response(200, "application/json", answer.output);
  const std::vector<ReportFile> files = guest.written();
  const auto found = std::ranges::find(files, form.file, &ReportFile::name);
  if (found == files.end())
    return error_response(
        406, "not_written",
        fmt::format("{} is not among report.formats of the study, but is what Accept asks for", form.file));
  return response(200, std::string(form.type) + "; charset=utf-8", found->bytes);
}

}  // namespace

SentStudy sent_study(const Request& request) {
  const std::string type = request.header("content-type");
  if (type.starts_with("multipart/form-data")) return study_in_form(request);
  if (type.starts_with("application/json")) return study_in_json(request.body);
  throw no_study(fmt::format("has Content-Type '{}', but must be application/json or multipart/form-data", type));
}

Response estimate(const Request& request, const GuestHost& host) {
  const Form* form = form_for(request.header("accept"));
  if (!form)
    return error_response(406, "no_such_form", "Accept names none of application/json, text/html and text/markdown");
  try {
    const SentStudy sent = sent_study(request);
    Guest guest(host);
    guest.add("study.json", sent.study);
    for (const ReportFile& file : sent.data) guest.add(file.name, file.bytes);
    std::vector<std::string> words{"run", "study.json", "-o", guest.output(), "--json"};
    std::ranges::copy(guest.safely(), std::back_inserter(words));
    Response answer = answer_of(guest, guest.ask(std::move(words)), *form);
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
  } catch (const Error& error) {
    return error.kind == ErrorKind::usage ? error_response(400, "no_study", error.what())
                                          : error_response(503, "no_room", error.what());
  }
}

}  // namespace payoff
