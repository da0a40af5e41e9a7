#include "report/workbook/book.hpp"

#include <locale.h>
#include <xlsxwriter.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <system_error>

#include "base/messages.hpp"
#include "ingest/excel/xml.hpp"
#include "report/document/text.hpp"
#include "report/workbook/cell_name.hpp"
#include "report/workbook/memory_file.hpp"

namespace payoff {
namespace {

constexpr std::size_t longest_text = 2000;  // of 32,767 that a cell holds
constexpr std::uint8_t paper_a4 = 9;
constexpr time_t fixed_date = 315532800;  // 1980-01-01, as the entries of the archive: the same bytes on any day

// What the writer refuses is a defect of ours; what it cannot keep is the system's.
void require(lxw_error code) {
  if (code == LXW_NO_ERROR) return;
  if (code >= LXW_ERROR_CREATING_XLSX_FILE && code <= LXW_ERROR_ZIP_CLOSE)
    throw std::system_error(errno, std::generic_category(), lxw_strerror(code));
  throw std::logic_error(std::string("a cell of the workbook was refused: ") + lxw_strerror(code));
}

// The writer keeps the parts in temporary files meanwhile, and takes no notice of a disk that is full.
void require_whole(const std::string& path) {
  try {
    Zip archive(path, "");
    for (const std::string& part : archive.parts())
      for_each_element(archive, part, {.begin = [](std::string_view, const XmlAttributes&) {}}, {});
  } catch (const Error&) {
    throw std::system_error(ENOSPC, std::generic_category(), "the temporary files of the workbook");
  }
}

std::string sayable(std::string_view text) {
  return shorten(clean_utf8(text), longest_text);
}

// The writer prints numbers as the locale has them; a program that links the library may have set one with a comma.
class PlainNumbers {
 public:
  PlainNumbers() : plain_(newlocale(LC_NUMERIC_MASK, "C", nullptr)), before_(uselocale(plain_)) {}
  ~PlainNumbers() {
    uselocale(before_);
    freelocale(plain_);
  }
  PlainNumbers(const PlainNumbers&) = delete;
  PlainNumbers& operator=(const PlainNumbers&) = delete;

 private:
  locale_t plain_, before_;
};

// [=0]"Initial";"Year "0
std::string format_of_years() {
  constexpr std::string_view nothing = "\"\"";
  std::string year = "\"" + say(MessageId::col_year, {{"year", "\"0\""}}) + "\"";
  if (year.starts_with(nothing)) year.erase(0, nothing.size());
  if (year.ends_with(nothing)) year.erase(year.size() - nothing.size());
  return "[=0]\"" + say(MessageId::col_initial) + "\";" + year;
}

std::string number_format(Shown shown) {
  if (shown == Shown::year) return format_of_years();
  constexpr std::array formats{"#,##0.00##", "General", "#,##0", "#,##0.00", "0.0##%", "0.0%", "0.0000"};
  return formats[static_cast<std::size_t>(shown)];
}

void apply(lxw_format* format, Look look) {
  constexpr lxw_color_t blue = 0x0000FF, grey = 0x666666, pale_blue = 0xEAF1FB;
  switch (look) {
    case Look::plain:
      return;
    case Look::input:
      format_set_font_color(format, blue);
      format_set_bg_color(format, pale_blue);
      return;
    case Look::strong:
      format_set_bold(format);
      return;
    case Look::total:
      format_set_bold(format);
      format_set_top(format, LXW_BORDER_THIN);
      return;
    case Look::heading:
    case Look::number_heading:
    case Look::aside_heading:
      format_set_bold(format);
      format_set_text_wrap(format);
      format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
      format_set_bottom(format, LXW_BORDER_THIN);
      if (look == Look::number_heading) format_set_align(format, LXW_ALIGN_RIGHT);
      if (look == Look::aside_heading) format_set_indent(format, 1);
      return;
    case Look::title:
      format_set_bold(format);
      format_set_font_size(format, 14);
      return;
    case Look::note:
      format_set_italic(format);
      return;
    case Look::aside:
      format_set_indent(format, 1);
      [[fallthrough]];
    case Look::fixed:
      format_set_font_color(format, grey);
      return;
  }
}

}  // namespace

std::string column_letters(std::uint16_t column) {
  std::array<char, LXW_MAX_COL_NAME_LENGTH> letters{};
  lxw_col_to_name(letters.data(), column, 0);
  return letters.data();
}

Book::Book(std::string_view title)
    : memory_(std::make_unique<MemoryFile>()), book_(workbook_new(memory_->path().c_str())) {
  if (book_ == nullptr) throw std::bad_alloc();
  std::string shown = shorten(sayable(title), 120);
  lxw_doc_properties properties{};
  properties.title = shown.data();
  properties.created = fixed_date;
  require(workbook_set_properties(book_, &properties));
}

Book::~Book() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

Sheet& Book::sheet(const std::string& name) {
  lxw_worksheet* added = workbook_add_worksheet(book_, name.c_str());
  if (added == nullptr) throw std::logic_error("the sheet '" + name + "' of the workbook was refused");
  worksheet_set_landscape(added);
  worksheet_set_paper(added, paper_a4);
  worksheet_fit_to_pages(added, 1, 0);  // as wide as a page, as long as need be
  sheets_.push_back(std::unique_ptr<Sheet>(new Sheet(*this, added, name)));
  return *sheets_.back();
}

lxw_format* Book::format(Look look, Shown shown) {
  lxw_format*& format = formats_[{look, shown}];
  if (format == nullptr) {
    format = workbook_add_format(book_);
    if (format == nullptr) throw std::bad_alloc();
    format_set_num_format(format, number_format(shown).c_str());
    apply(format, look);
  }
  return format;
}

std::string Book::define(const std::string& reference, std::string_view wish) {
  std::string name = unique_cell_name(wish, names_);
  require(workbook_define_name(book_, name.c_str(), ("=" + reference).c_str()));
  return name;
}

Formula Book::named(const Formula& cell, std::string_view wish) {
  return {define(cell.text, wish), cell.value};
}

Range Book::named(const Range& cells, std::string_view wish) {
  return {define(cells.text, wish), cells.values};
}

std::string Book::bytes() && {
  const PlainNumbers numbers;
  require(workbook_close(std::exchange(book_, nullptr)));  // frees it whatever comes of it
  require_whole(memory_->path());
  return memory_->content();
}

void Sheet::text(At at, std::string_view text, Look look) {
  require(worksheet_write_string(sheet_, at.row, at.column, sayable(text).c_str(), book_.format(look, Shown::number)));
}

Formula Sheet::number(At at, double value, Shown shown, Look look) {
  if (std::isfinite(value))
    require(worksheet_write_number(sheet_, at.row, at.column, value, book_.format(look, shown)));
  return {reference(at), value};
}

Formula Sheet::input(At at, double value, Shown shown) {
  return number(at, value, shown, Look::input);
}

Formula Sheet::choice(At at, std::string_view chosen, std::vector<std::string> all) {
  text(at, chosen, Look::input);
  std::vector<char*> list;
  for (std::string& each : all) list.push_back(each.data());
  list.push_back(nullptr);
  lxw_data_validation one_of{};
  one_of.validate = LXW_VALIDATION_TYPE_LIST;
  one_of.value_list = list.data();
  require(worksheet_data_validation_cell(sheet_, at.row, at.column, &one_of));
  return {reference(at), 0};
}

Formula Sheet::formula(At at, const Formula& formula, Shown shown, Look look, std::string_view otherwise) {
  std::string text = "=" + formula.text;
  // A sheet does not name itself.
  const std::string own = name_ + "!";
  for (std::size_t i = text.find(own); i != std::string::npos; i = text.find(own, i)) text.erase(i, own.size());
  lxw_format* format = book_.format(look, shown);
  if (std::isfinite(formula.value))
    require(
        worksheet_write_formula_num(sheet_, at.row, at.column, text.c_str(), format, formula.value + 0.0));  // no -0
  else
    require(
        worksheet_write_formula_str(sheet_, at.row, at.column, text.c_str(), format, std::string(otherwise).c_str()));
  return {reference(at), formula.value};
}

Range Sheet::column(At first, const std::vector<double>& values) const {
  const At last{first.row + static_cast<std::uint32_t>(values.size()) - 1, first.column};
  const std::string from = reference(first), to = reference(last);
  return {from + ":" + to.substr(name_.size() + 1), values};
}

void Sheet::widths(std::uint16_t first, std::uint16_t last, double characters) {
  require(worksheet_set_column(sheet_, first, last, characters, nullptr));
}

void Sheet::height(std::uint32_t row, double lines) {
  constexpr double points = 15;
  require(worksheet_set_row(sheet_, row, lines * points, nullptr));
}

void Sheet::freeze(At first_that_moves) {
  worksheet_freeze_panes(sheet_, first_that_moves.row, first_that_moves.column);
}

std::string Sheet::reference(At at) const {
  std::array<char, LXW_MAX_CELL_NAME_LENGTH> cell{};
  lxw_rowcol_to_cell_abs(cell.data(), at.row, at.column, 1, 1);
  return name_ + "!" + cell.data();
}

}  // namespace payoff
