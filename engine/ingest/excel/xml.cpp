#include "ingest/excel/xml.hpp"

#include <expat.h>

#include <exception>
#include <memory>

namespace payoff {
namespace {

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.find(':') + 1);  // npos + 1 = 0
}

// Expat is C: what a function throws waits until the parser has returned.
struct Run {
  const XmlElements& elements;
  XML_Parser parser;
  std::exception_ptr thrown{};

  template <typename Call>
  void guarded(Call call) {
    try {
      if (!thrown) call();
    } catch (...) {
      thrown = std::current_exception();
      ::XML_StopParser(parser, XML_FALSE);
    }
  }
};

Run& run_of(void* user) {
  return *static_cast<Run*>(user);
}

void on_begin(void* user, const char* name, const char** attributes) {
  run_of(user).guarded([&] { run_of(user).elements.begin(without_prefix(name), XmlAttributes(attributes)); });
}

void on_end(void* user, const char* name) {
  run_of(user).guarded([&] { run_of(user).elements.end(without_prefix(name)); });
}

void on_text(void* user, const char* text, int bytes) {
  run_of(user).guarded([&] { run_of(user).elements.text({text, static_cast<std::size_t>(bytes)}); });
}

void on_document_type(void* user, const char*, const char*, const char*, int) {
  ::XML_StopParser(run_of(user).parser, XML_FALSE);
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** each = list_; *each; each += 2)
    if (without_prefix(each[0]) == name) return each[1];
  return {};
}

void for_each_element(Zip& zip, const std::string& part, const XmlElements& elements, const Context& context) {
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(::XML_ParserCreate(nullptr), ::XML_ParserFree);
  Run run{elements, parser.get()};
  ::XML_SetUserData(parser.get(), &run);
  ::XML_SetElementHandler(parser.get(), on_begin, on_end);
  ::XML_SetCharacterDataHandler(parser.get(), on_text);
  ::XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
  const auto feed = [&](std::string_view block, bool last) {
    context.stop_if_cancelled();
    const bool failed =
        ::XML_Parse(parser.get(), block.data(), static_cast<int>(block.size()), last) == XML_STATUS_ERROR;
    if (run.thrown) std::rethrow_exception(run.thrown);
    if (failed)
      throw zip.damaged("is a damaged workbook: line " + std::to_string(::XML_GetCurrentLineNumber(parser.get())) +
                        " of " + part + " is no XML");
  };
  zip.read(part, [&](std::string_view block) { feed(block, false); });
  feed({}, true);
}

}  // namespace payoff
