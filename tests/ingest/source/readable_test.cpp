// Files that are not plain UTF-8 with a header line give what their plain form gives.
#include "ingest/source/readable.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::tickets;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/readable") {

namespace {

std::string encoded(std::string text, const char* encoding) {
  const iconv_t handle = ::iconv_open(encoding, "UTF-8");
  std::string result(4 * text.size() + 4, '\0');
  char *from = text.data(), *to = result.data();
  std::size_t left = text.size(), room = result.size();
  REQUIRE(::iconv(handle, &from, &left, &to, &room) == 0);
  ::iconv_close(handle);
  result.resize(result.size() - room);
  return result;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string spaced() {
  return replaced(tickets(), ",", ", ");
}

struct Read {
  Loaded loaded;
  std::string read_as;
};

Read read(const std::string& content) {
  Workplace place;
  place.write("x.csv", content);
  Loaded loaded = load_file(place.path("x.csv"));
  const std::string how = loaded.inputs[0].read_as;
  for (const std::string& sql : loaded.sql) CHECK(sql.find("x.csv'") != std::string::npos);  // not the copy's name
  return {std::move(loaded), how};
}

void same(const Panel& panel, const Panel& clean) {
  CHECK(panel.unit_of == clean.unit_of);
  CHECK(panel.period_of == clean.period_of);
  CHECK(panel.metrics[0].sum == clean.metrics[0].sum);
  REQUIRE(panel.units.size() == clean.units.size());
  for (std::size_t i = 0; i < panel.units.size(); ++i) {
    CHECK(panel.units[i].label == clean.units[i].label);
    CHECK(panel.units[i].treated == clean.units[i].treated);
  }
}

}  // namespace

TEST_CASE("readable: every disguise of a file gives the panel of the plain one, and says how it was read") {
  const std::string clean = replaced(tickets(), "u0", "Zo\u00eb \u2013 0");
  const Read plain = read(clean);
  CHECK(plain.read_as.empty());
  const std::string crlf = replaced(clean, "\n", "\r\n"), semicolons = replaced(clean, ",", ";");
  const std::string bom = "\ufeff";
  const std::pair<std::string, std::string> disguises[] = {
      {encoded(bom + clean, "UTF-16LE"), "converted from UTF-16"},
      {encoded(bom + crlf, "UTF-16BE"), "converted from UTF-16"},
      {encoded(crlf, "UTF-16LE"), "converted from UTF-16"},
      {encoded(clean, "UTF-16BE"), "converted from UTF-16"},
      {encoded(bom + replaced(clean, ",", "\t"), "UTF-16LE"), "converted from UTF-16"},
      {encoded(crlf, "WINDOWS-1252"), "converted from Windows-1252"},
      {bom + clean, ""},
      {"sep=;\r\n" + replaced(crlf, ",", ";"), "without its first line sep=;"},
      {"SEP=,\n" + clean, "without its first line SEP=,"},
      {bom + "\"sep=|\"\n" + replaced(clean, ",", "|"), "without its first line \"sep=|\""},
      {encoded("sep=;\n" + semicolons, "WINDOWS-1252"), "converted from Windows-1252, without its first line sep=;"},
      {replaced(clean, ",", ", "), "without the space after each ','"},
      {replaced(crlf, ",", ";  "), "without the space after each ';'"}};
  for (const auto& [content, how] : disguises) {
    CAPTURE(how);
    const Read disguised = read(content);
    CHECK(disguised.read_as == how);
    CHECK(disguised.loaded.ledger.rows_used == 160);
    CHECK(disguised.loaded.ledger.rows_read == 160);
    same(disguised.loaded.panel, plain.loaded.panel);
  }
}

TEST_CASE("readable: quoted cells keep their spaces, delimiters and line breaks, and rejected rows their lines") {
  Workplace place;
  place.write("x.csv",
              "unit, week, arm, minutes\n\"a, 1\", 2025-01-27, A, 1\n\"a, 1\", 2025-02-03, A, 2\n\"b\r\n 2\", "
              "2025-01-27, B, 3\n\"b\r\n 2\", 2025-02-03, \"B\", 4\n");
  const Panel panel = load_file(place.path("x.csv")).panel;
  REQUIRE(panel.units.size() == 2);
  CHECK(panel.units[0].label == "a, 1");
  CHECK(panel.units[1].label == "b\n 2");
  for (const std::string& content :
       {encoded(replaced(tickets(), "u03,2025-01-20,B,", "u03,2025-01-20,B,x"), "UTF-16LE"),
        "sep=,\n" + replaced(tickets(), "u03,2025-01-20,B,", "u03,2025-01-20,B,x"),
        replaced(spaced(), "u03, 2025-01-20, B, ", "u03, 2025-01-20, B, x")}) {
    place.write("y.csv", content);
    const Ledger ledger = load_file(place.path("y.csv")).ledger;
    REQUIRE(ledger.rejected.size() == 1);
    CHECK(ledger.rejected[0].file == place.path("y.csv"));
    CHECK(ledger.rejected[0].line == (content.starts_with("sep") ? 29 : 28));
  }
}

TEST_CASE("readable: letters of no one encoding are refused, not guessed, and the copy is gone") {
  Workplace place;
  const std::string clean = replaced(tickets(), "u0", "Zo\u00eb 0");
  for (const std::string& content : {clean + "\xe9", replaced(tickets(), "u0", "Zo\x81 0")}) {
    place.write("x.csv", content);
    CHECK(readable({"x.csv", place.path("x.csv"), place.path("x.csv")}, "", {}).path == place.path("x.csv"));
  }
  place.write("x.csv", "sep=;\n" + tickets());
  std::string path;
  {
    const ReadableFile file = readable({"x.csv", place.path("x.csv"), place.path("x.csv")}, "", {});
    path = file.path;
    CHECK(std::filesystem::exists(path));
  }
  CHECK_FALSE(std::filesystem::exists(path));
  for (const char* header : {"a,b c,d\n", "name, first;date\n", "a b\n", "x, y\tz\n"}) {
    place.write("x.csv", header + std::string("1,2,3\n"));
    CHECK(readable({"x.csv", place.path("x.csv"), place.path("x.csv")}, "", {}).read_as.empty());
  }
}

}  // TEST_SUITE("ingest/source/readable")
