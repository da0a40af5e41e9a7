#include "report/writer/typst.hpp"

#include <doctest/doctest.h>

#include "report/alone.hpp"
#include "report/example.hpp"
#include "report/markup.hpp"
#include "report/section/brief.hpp"

using namespace payoff;

TEST_SUITE("report/writer/typst") {

namespace {

// What of a source is code: all that is in no string and no comment. A string that does not end is an error.
std::string code_of(const std::string& source) {
  std::string code;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source.compare(i, 2, "//") == 0) {
      i = source.find('\n', i);
      continue;
    }
    code += source[i];
    if (source[i] != '"') continue;
    for (++i; i < source.size() && source[i] != '"'; ++i) i += source[i] == '\\';
    REQUIRE(i < source.size());
    code += '"';
  }
  return code;
}

std::string words_of(const std::string& source) {
  return source.substr(source.find("\n#show: "));
}

}  // namespace

TEST_CASE("typst: by hand, a text is a string on one line") {
  CHECK(typst::text("plain") == "\"plain\"");
  CHECK(typst::text("a \"b\" \\ c\nd") == "\"a \\\"b\\\" \\\\ c d\"");
  CHECK(typst::text("#eval(\"1\")") == "\"#eval(\\\"1\\\")\"");
  CHECK(typst::text("\xE2\x80\xAE"
                    "abc") ==
        "\"\xEF\xBF\xBD"
        "abc\"");                            // no right-to-left override
  CHECK(typst::texts({"a"}) == "(\"a\",)");  // an array even of one
  CHECK(typst::texts({"a", "b"}) == "(\"a\", \"b\")");
}

TEST_CASE("typst: refusal, nothing of a hostile study is code, and the code is that of a harmless one") {
  const std::vector<ReportFile> hostile = typst_files(example::hostile()),
                                plain = typst_files(example::support_assistant());
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(hostile[i].name);
    CHECK(hostile[i].name == plain[i].name);
    const std::string code = code_of(hostile[i].bytes);
    for (const char* part : {"script", "alert", "onerror", "`$`"}) CHECK(code.find(part) == std::string::npos);
    CHECK(hostile[i].bytes.find("<script>alert(1)</script>\\\"'><img") != std::string::npos);  // as words
  }
}

TEST_CASE("typst: the language of the words names that of the document, and whose fonts come first") {
  Brief brief = brief_of(example::support_assistant());
  CHECK(typst_case_study(brief).find("#let language = \"en\"") != std::string::npos);
  CHECK(typst_case_study(brief).find("#let fonts = (\"Segoe UI\"") != std::string::npos);
  brief.language = "ko";
  brief.headline = "처리 시간이 줄었습니다";
  for (const std::string& source : {typst_case_study(brief), typst_summary(brief)}) {
    CHECK(source.find("#let language = \"ko\"") != std::string::npos);
    CHECK(source.find("#let fonts = (\"Pretendard\"") != std::string::npos);
    CHECK(source.find("headline: \"처리 시간이 줄었습니다\"") != std::string::npos);
  }
}

TEST_CASE("typst: the study's colour is that of its lines and pictures") {
  Brief brief = brief_of(example::support_assistant());
  CHECK(count_of(typst_case_study(brief), "#0b5394") > 5);
  brief.color = "#8a1c4a";
  CHECK(count_of(typst_case_study(brief), "#0b5394") == 0);
  CHECK(count_of(typst_case_study(brief), "#8a1c4a") > 5);
  brief.color = "#ffff00";  // too pale for words
  CHECK(count_of(typst_case_study(brief), "#0b5394") > 5);
}

TEST_CASE(
    "typst: every picture has its words for those who cannot see it, and the evidence names the files of long tables") {
  const std::vector<ReportFile> files = typst_files(example::support_assistant());
  for (const ReportFile& file : files)
    if (file.name.ends_with(".typ"))
      CHECK(count_of(file.bytes, "#let picture-") - 1 == count_of(words_of(file.bytes), "alt: \""));
  const std::string evidence = words_of(files[2].bytes);
  for (const ReportFile& file : std::vector(files.begin() + 3, files.end())) {
    CAPTURE(file.name);
    CHECK(file.name.starts_with("tables/"));
  }
  CHECK(evidence.find(" rows: tables/") != std::string::npos);
  CHECK(evidence.find("not printed") != std::string::npos);
}

}  // TEST_SUITE("report/writer/typst")
