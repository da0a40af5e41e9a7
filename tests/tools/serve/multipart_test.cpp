// Forms with files, as curl -F sends them and as somebody hostile might.
#include "tools/serve/multipart.hpp"

#include <doctest/doctest.h>

#include "payoff/error.hpp"

using namespace payoff;

TEST_SUITE("tools/serve/multipart") {

namespace {

const std::string type = "multipart/form-data; boundary=\"x 1\"";

std::string part(const std::string& disposition, const std::string& bytes) {
  return "--x 1\r\nContent-Disposition: form-data; " + disposition + "\r\nContent-Type: text/plain\r\n\r\n" + bytes +
         "\r\n";
}

void check_refused(const std::string& content_type, const std::string& body, const std::string& why) {
  CAPTURE(body);
  try {
    read_multipart(content_type, body);
    FAIL_CHECK("nothing was refused");
  } catch (const Error& error) {
    CAPTURE(error.what());
    CHECK(error.kind == ErrorKind::usage);
    CHECK(std::string(error.what()).find(why) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("multipart: fields and files come whole, with line ends and boundaries that are none inside them") {
  const std::string bytes("a,b\r\n1,\0\r\n--x\r\n-- x 1", 21);
  const auto parts =
      read_multipart(type, part("name=\"study\"", "{}") + part(R"(name=data; filename="a \"b\" \\ c.csv")", bytes) +
                               "--x 1--\r\nafter");
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].name == "study");
  CHECK(parts[0].file_name == "");
  CHECK(parts[0].bytes == "{}");
  CHECK(parts[1].name == "data");
  CHECK(parts[1].file_name == "a \"b\" \\ c.csv");
  CHECK(parts[1].bytes == bytes);
}

TEST_CASE("multipart: the filename of a part is not the end of its name, nor a name within another text") {
  const auto parts = read_multipart(type, part("filename=\"name=evil\"; name=\"data\"", "") + "--x 1--");
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].name == "data");
  CHECK(parts[0].file_name == "name=evil");
  CHECK(parts[0].bytes == "");
}

TEST_CASE("multipart: what is cut off, has no boundary or too many parts is refused") {
  const std::string whole = part("name=a", "1") + "--x 1--";
  check_refused("multipart/form-data", whole, "names no boundary");
  check_refused("multipart/form-data; boundary=" + std::string(71, 'x'), whole, "names no boundary");
  check_refused(type, "", "does not begin");
  check_refused(type, "x" + whole, "does not begin");
  check_refused(type, part("name=a", "1"), "has no end");
  check_refused(type, part("name=a", "1") + "--x 1", "boundary that ends no line");
  for (std::size_t size = 5; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_AS(read_multipart(type, whole.substr(0, size)), Error);
  }
  check_refused(type, part("filename=a", "1") + "--x 1--", "without a name");
  check_refused(type, "--x 1\r\nContent-Disposition: form-data; name=a\r\n--x 1--", "blank line");
  std::string many;
  for (int i = 0; i < 65; ++i) many += part("name=a", "");
  check_refused(type, many + "--x 1--", "more than 64 parts");
}

}  // TEST_SUITE("tools/serve/multipart")
