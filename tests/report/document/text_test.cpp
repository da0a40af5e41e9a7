#include "report/document/text.hpp"

#include <doctest/doctest.h>

#include "payoff/report.hpp"

using namespace payoff;

TEST_SUITE("report/document/text") {

TEST_CASE("text: valid UTF-8 of every length stays as it is") {
  for (const char* text : {"plain", "é", "€ 5", "日本語", "😀", "tab\tand\nline"}) CHECK(clean_utf8(text) == text);
}

TEST_CASE("text: what is not UTF-8 becomes one replacement character for each byte") {
  CHECK(clean_utf8("a\xff") == "a\xEF\xBF\xBD");
  CHECK(clean_utf8("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong '/'
  CHECK(clean_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
  CHECK(clean_utf8("\xF4\x90\x80\x80").find('\xF4') == std::string::npos);      // beyond U+10FFFF
  CHECK(clean_utf8("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");                  // cut off
}

TEST_CASE("text: control characters and marks that reorder text are replaced, CRLF becomes LF") {
  CHECK(clean_utf8(std::string("a\0b", 3)) ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(clean_utf8("\x1b[0m") == "\xEF\xBF\xBD[0m");
  CHECK(clean_utf8("\xE2\x80\xAE"
                   "txt") == "\xEF\xBF\xBDtxt");  // right-to-left override
  CHECK(clean_utf8("a\r\nb") == "a\nb");
}

TEST_CASE("text: HTML keeps no character that could end a text or an attribute") {
  CHECK(escape_html("<a b='c' d=\"e\">&") == "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
}

TEST_CASE("text: Markdown markup, HTML, pipes, links and line breaks lose their meaning") {
  CHECK(escape_markdown("a|b") == "a\\|b");
  CHECK(escape_markdown("*x* [y](z) `c`") == "\\*x\\* \\[y\\](z) \\`c\\`");
  CHECK(escape_markdown("<b>&") == "&lt;b&gt;&amp;");
  CHECK(escape_markdown("one\ntwo") == "one two");
  CHECK(escape_markdown("https://example.org") == "https&#58;//example.org");
  CHECK(escape_markdown("WwW.example.org a@example.org") == "WwW\\.example.org a\\@example.org");
  CHECK(escape_markdown("\\|") == "\\\\\\|");
  CHECK(escape_markdown("- item") == "\\- item");
  CHECK(escape_markdown("  12. item") == "12\\. item");
  CHECK(escape_markdown("---") == "\\---");
  CHECK(escape_markdown("===") == "\\===");
}

TEST_CASE("text: numbers stay readable in Markdown") {
  for (const char* text : {"9.63", "+14.2%", "-1", "(1.0 to 2.0)"}) CHECK(escape_markdown(text) == text);
}

TEST_CASE("text: names with underscores stay readable in Markdown") {
  CHECK(escape_markdown("handle_minutes") == "handle_minutes");
  CHECK(escape_markdown("_x_") == "\\_x\\_");
}

TEST_CASE("text: a fence is longer than every run of backticks in its text") {
  CHECK(fence_markdown("a ```` b", "sql") == "`````sql\na ```` b\n`````\n");
  CHECK(fence_markdown("select 1", "sql") == "```sql\nselect 1\n```\n");
}

TEST_CASE("text: shortening cuts between characters, never inside one") {
  CHECK(shorten("日本語です", 3) == "日本…");
  CHECK(shorten("short", 5) == "short");
  CHECK(length_in_characters("日本語") == 3);
}

TEST_CASE("text: a CSV cell that a spreadsheet would calculate is guarded") {
  CHECK(csv_field("=1+1") == "\"'=1+1\"");
  CHECK(csv_field("+1") == "\"'+1\"");
  CHECK(csv_field("-1") == "\"'-1\"");
  CHECK(csv_field("@x") == "\"'@x\"");
  CHECK(csv_field("\t=1") == "\"'\t=1\"");
  CHECK(csv_field("\r=1") == "\"'=1\"");
  CHECK(csv_field("  =1") == "\"'  =1\"");
  CHECK(csv_field("＝1") == "\"'＝1\"");
  CHECK(csv_field("plain") == "plain");
}

TEST_CASE("text: CSV fields are quoted as RFC 4180 asks") {
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("text: by hand, what goes into a data URI is letters, digits and per cents") {
  CHECK(encode_uri("a,b\r\n\"'=1\",−2 %") == "a,b%0D%0A%22%27%3D1%22,%E2%88%922%20%25");
  for (int byte = 0; byte < 256; ++byte) {
    const std::string out = encode_uri(std::string(1, static_cast<char>(byte)));
    CAPTURE(byte);
    CHECK(out.find_first_of("\"'<>&#? \\") == std::string::npos);
    CHECK((out.size() == 1 || out.size() == 3));
  }
}

TEST_CASE("text: rejected.csv has a header, one record for each row and no line number where there are no lines") {
  Ledger ledger;
  ledger.rejected = {{"a.csv", 17, "minutes", "=cmd()", "is not a number"}, {"db", 0, "", "", "no unit"}};
  CHECK(rejected_csv(ledger) ==
        "file,line,column,text,reason\r\na.csv,17,minutes,\"'=cmd()\",is not a number\r\ndb,,,,no unit\r\n");
  CHECK(rejected_csv(Ledger{}) == "file,line,column,text,reason\r\n");
}

}  // TEST_SUITE("report/document/text")
