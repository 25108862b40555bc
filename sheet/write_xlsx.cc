// XLSX through libxlsxwriter. In its constant_memory mode each row goes to a nameless temporary file as soon as the
// next one begins; closing the workbook packs them.
#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cmath>
#include <map>
#include <tuple>

#include "cell_text.h"
#include "check_workbook.h"
#include "prikaz/messages.h"
#include "prikaz/printable.h"
#include "row_height.h"
#include "scratch_file.h"
#include "tab_names.h"
#include "writers.h"

namespace prikaz {
namespace {

constexpr std::size_t kLongestText = 32'767;  // UTF-16 units in a cell
constexpr std::size_t kMostLinks = 65'530;    // in a tab
// In the workbook: libxlsxwriter keeps every link, some 600 bytes, to the end, and 2 KB more for each of one tab.
constexpr std::size_t kMostLinksOfAll = 200'000;
constexpr std::size_t kLongestAddress = 2'000;
constexpr std::int64_t kLargestExact = 999'999'999'999'999;  // Excel keeps 15 digits
constexpr time_t kCreated = 946'684'800;  // 2000-01-01: the same rows give the same bytes, so not the time of day

// Points. Without a height of its own a row with several lines shows the first one in LibreOffice, which trusts what
// libxlsxwriter claims to be the work of Excel.
constexpr double kLineHeight = 15;
constexpr double kHighestRow = 409;
// On paper wider tables take several sheets side by side: squeezed onto one, nobody could read them.
constexpr double kWidestOnOneSheet = 220;  // characters

enum class NumberFormat { none, whole, day };

// Excel reads _x0041_ as the character U+0041; an escaped underscore in front makes it text again.
std::string without_escapes(std::string text) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 2)) {
    bool escape = at + 6 < text.size() && text[at + 6] == '_';
    for (std::size_t i = at + 2; escape && i < at + 6; ++i) escape = is_hex(text[i]);
    if (escape) text.insert(at, "_x005F"), at += 6;
  }
  return text;
}

bool is_followed(const std::string& url) {
  if (url.size() > kLongestAddress) return false;
  for (const char c : url)
    if (c <= ' ' || c > '~' || c == '"' || c == '<' || c == '>') return false;
  // libxlsxwriter looks for these words anywhere in the address.
  for (const char* const word : {"internal:", "external:", "mailto:"})
    if (const std::size_t at = url.find(word); at != std::string::npos && (at > 0 || word != std::string("internal:")))
      return false;
  for (const char* const scheme : {"http://", "https://", "file://", "internal:"})
    if (url.starts_with(scheme)) return true;
  return false;
}

// libxlsxwriter prints what goes wrong, in its own words; the one line a user gets comes from OutputError.
class QuietStandardError {
 public:
  QuietStandardError() : kept_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept_ >= 0 && nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0) ::close(nowhere);
  }
  QuietStandardError(const QuietStandardError&) = delete;
  QuietStandardError& operator=(const QuietStandardError&) = delete;
  ~QuietStandardError() {
    if (kept_ < 0) return;
    ::dup2(kept_, STDERR_FILENO);
    ::close(kept_);
  }

 private:
  int kept_;
};

class XlsxWriter : public SheetWriter {
 public:
  XlsxWriter(const std::filesystem::path& target, const std::vector<Sheet>& sheets, const SheetOptions& options)
      : target_(target), options_(options), file_(target), yes_(tr("yes")), no_(tr("no")) {
    assert(options.rows_per_tab >= 2);
    std::string folder = scratch_folder_for(target).native();
    lxw_workbook_options about{};
    about.constant_memory = LXW_TRUE;
    about.tmpdir = folder.data();
    book_.reset(workbook_new_opt(file_.path().c_str(), &about));
    if (!book_) fail_to_write(target_, ENOMEM);
    lxw_doc_properties properties{};
    properties.created = kCreated;
    check(workbook_set_properties(book_.get(), &properties));
    tabs_.resize(sheets.size());
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      tabs_[i].sheet = sheets[i];
      tabs_[i].sheet.rows = nullptr;
      begin_tab(tabs_[i]);
    }
  }

  void row(std::size_t sheet, const std::vector<SheetCell>& cells) override {
    Tab& tab = tabs_[sheet];
    assert(cells.size() <= tab.sheet.columns.size());
    if (tab.next_row >= options_.rows_per_tab) {
      finish_tab(tab);
      begin_tab(tab);
    }
    int lines = 1;
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (tab.sheet.columns[i].wrap) lines = std::max(lines, lines_of(cells[i], tab.sheet.columns[i].width));
    set_height(tab, lines);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      at_ = {&tab, static_cast<lxw_col_t>(i), cells[i].style, tab.sheet.columns[i].wrap};
      std::visit([this](const auto& value) { put(value); }, cells[i].value);
    }
    ++tab.next_row;
  }

  std::vector<std::string> commit() override {
    for (Tab& tab : tabs_) finish_tab(tab);
    check(close_book());
    if (!holds(file_.descriptor(), sums_))
      throw OutputError(tr("%1 cannot be written: a part of it was lost, as happens on a full disk", {shown_target()}));
    BufferedOutput output(target_);
    file_.read([&](std::string_view piece) { output.write(piece); });
    output.commit();
    return notes();
  }

 private:
  struct Tab {
    Sheet sheet;
    lxw_worksheet* worksheet = nullptr;
    std::size_t next_row = 0, links = 0;
    std::size_t index = 0;  // among all tabs
    int count = 0;          // tabs this sheet has filled
  };
  struct Place {
    Tab* tab = nullptr;
    lxw_col_t column = 0;
    CellStyle style = CellStyle::plain;
    bool wrap = false;
  };
  struct Closer {
    // Not closed, the workbook writes nothing.
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
  };

  static lxw_row_t row_of(const Tab& tab) { return static_cast<lxw_row_t>(tab.next_row); }

  void check(lxw_error error) const {
    if (error == LXW_NO_ERROR) return;
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) throw std::bad_alloc();
    if (errno != 0) fail_to_write(target_, errno);
    throw OutputError(tr("%1 cannot be written: %2",
                         {target_.empty() ? tr("standard output") : printable(target_.native()), lxw_strerror(error)}));
  }

  lxw_error close_book() {
    const QuietStandardError quiet;
    errno = 0;
    const lxw_error error = workbook_close(book_.release());
    if (error == LXW_NO_ERROR) errno = 0;
    return error;
  }

  std::string shown_target() const { return target_.empty() ? tr("standard output") : printable(target_.native()); }

  void begin_tab(Tab& tab) {
    errno = 0;
    lxw_worksheet* const sheet = workbook_add_worksheet(book_.get(), names_.take(tab.sheet.name).c_str());
    if (sheet == nullptr) fail_to_write(target_, errno != 0 ? errno : ENOMEM);
    tab.worksheet = sheet;
    tab.next_row = 0;
    tab.links = 0;
    tab.index = sums_.size();
    sums_.emplace_back();
    ++tab.count;
    int lines = 1;
    double width = 0;
    for (const SheetColumn& column : tab.sheet.columns) {
      // Room for the arrow of the filter.
      lines = std::max(lines, count_lines(column.title, std::max(2.0, (column.width - 2) / 1.1)));
      width += column.width;
    }
    set_height(tab, lines);
    for (std::size_t i = 0; i < tab.sheet.columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      check(worksheet_set_column(sheet, column, column, tab.sheet.columns[i].width, nullptr));
      at_ = {&tab, column, CellStyle::plain, true};
      put_text(tab.sheet.columns[i].title, header_format());
    }
    worksheet_freeze_panes(sheet, 1, static_cast<lxw_col_t>(tab.sheet.frozen_columns));
    // On paper: across, the header on every page.
    constexpr std::uint8_t kA4 = 9;
    worksheet_set_paper(sheet, kA4);
    worksheet_set_landscape(sheet);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
    worksheet_fit_to_pages(sheet, static_cast<std::uint16_t>(std::ceil(std::max(1.0, width / kWidestOnOneSheet))), 0);
    check(worksheet_repeat_rows(sheet, 0, 0));
    check(worksheet_set_footer(sheet, "&L&A&R&P / &N"));
    tab.next_row = 1;
  }

  static int lines_of(const SheetCell& cell, double width) {
    if (const auto* const text = std::get_if<std::string>(&cell.value)) return count_lines(*text, width);
    if (const auto* const link = std::get_if<Link>(&cell.value)) return count_lines(link->text, width);
    if (const auto* const term = std::get_if<Term>(&cell.value)) return count_lines(term->text, width);
    return 1;
  }

  void set_height(const Tab& tab, int lines) {
    check(worksheet_set_row(tab.worksheet, row_of(tab), std::min(lines * kLineHeight, kHighestRow), nullptr));
  }

  void finish_tab(Tab& tab) {
    if (tab.sheet.columns.empty()) return;
    check(worksheet_autofilter(tab.worksheet, 0, 0, static_cast<lxw_row_t>(tab.next_row - 1),
                               static_cast<lxw_col_t>(tab.sheet.columns.size() - 1)));
  }

  // Remembers the cell at hand for the check at the end.
  void note(std::string_view text = {}) { sums_[at_.tab->index].add(row_of(*at_.tab), at_.column, text); }

  void put(std::monostate) {
    note();
    check(worksheet_write_blank(at_.tab->worksheet, row_of(*at_.tab), at_.column, format(NumberFormat::none)));
  }
  void put(const std::string& text) { put_text(text, format(NumberFormat::none)); }
  void put(double number) {
    if (const std::string text = number_text(number); text.empty()) return put(std::monostate());
    note();
    check(worksheet_write_number(at_.tab->worksheet, row_of(*at_.tab), at_.column, number, format(NumberFormat::none)));
  }
  void put(std::int64_t number) {
    if (number > kLargestExact || number < -kLargestExact) return put(std::to_string(number));
    note();
    check(worksheet_write_number(at_.tab->worksheet, row_of(*at_.tab), at_.column, static_cast<double>(number),
                                 format(NumberFormat::whole)));
  }
  void put(Day day) {
    // Excel counts days from 1900 and takes that year for a leap year.
    const int year = static_cast<int>(day.year());
    if (!day.ok() || year < 1901 || year > 9999) return put(iso_day(day));
    note();
    lxw_datetime date{};
    date.year = year;
    date.month = static_cast<int>(static_cast<unsigned>(day.month()));
    date.day = static_cast<int>(static_cast<unsigned>(day.day()));
    check(worksheet_write_datetime(at_.tab->worksheet, row_of(*at_.tab), at_.column, &date, format(NumberFormat::day)));
  }
  void put(bool yes) { put(yes ? yes_ : no_); }
  void put(const Term& term) { put(term.text); }
  void put(const Link& link) {
    const std::string& text = link.text.empty() ? link.url : link.text;
    if (!is_followed(link.url) || text.empty()) return put(text);
    if (at_.tab->links >= kMostLinks || links_ >= kMostLinksOfAll) {
      ++links_left_out_;
      return put(text);
    }
    ++at_.tab->links;
    ++links_;
    const std::string shown = cell_text(text);
    note(shown);
    sums_[at_.tab->index].add_link();
    check(worksheet_write_url_opt(at_.tab->worksheet, row_of(*at_.tab), at_.column, link.url.c_str(),
                                  format(NumberFormat::none, true), shown.c_str(), nullptr));
  }

  void put_text(const std::string& text, lxw_format* how) {
    if (text.empty()) return put(std::monostate());
    const std::string shown = cell_text(text);
    note(shown);
    check(worksheet_write_string(at_.tab->worksheet, row_of(*at_.tab), at_.column, shown.c_str(), how));
  }

  std::string cell_text(const std::string& text) {
    std::string shown = without_escapes(printable_lines(text));
    if (shown.size() <= kLongestText || count_utf16_units(shown) <= kLongestText) return shown;
    ++texts_cut_;
    const std::string mark = " […]";
    return std::string(first_utf16_units(shown, kLongestText - count_utf16_units(mark))) + mark;
  }

  lxw_format* header_format() {
    if (header_ == nullptr) {
      header_ = new_format();
      format_set_bold(header_);
      format_set_text_wrap(header_);
      format_set_align(header_, LXW_ALIGN_VERTICAL_CENTER);
      format_set_bg_color(header_, 0xDDE6F0);
      format_set_bottom(header_, LXW_BORDER_THIN);
    }
    return header_;
  }

  lxw_format* new_format() {
    lxw_format* const made = workbook_add_format(book_.get());
    if (made == nullptr) throw std::bad_alloc();
    return made;
  }

  // The format of the cell at hand.
  lxw_format* format(NumberFormat number, bool link = false) {
    lxw_format*& made = formats_[{number, at_.style, at_.wrap, link}];
    if (made != nullptr) return made;
    made = new_format();
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    if (at_.wrap) format_set_text_wrap(made);
    format_set_bottom(made, LXW_BORDER_THIN);
    format_set_bottom_color(made, 0xDDDDDD);
    if (number == NumberFormat::day) {
      format_set_num_format(made, "dd.mm.yyyy");
      format_set_align(made, LXW_ALIGN_LEFT);
    }
    // Not «General»: that shows the twelve digits of an ИНН as 1.02E+12.
    if (number == NumberFormat::whole) {
      format_set_num_format(made, "0");
      format_set_align(made, LXW_ALIGN_RIGHT);
      format_set_indent(made, 1);
    }
    const auto colours = [&](lxw_color_t ground, lxw_color_t letters) {
      format_set_bg_color(made, ground);
      format_set_font_color(made, letters);
    };
    switch (at_.style) {
      case CellStyle::plain: break;
      case CellStyle::strong: format_set_bold(made); break;
      case CellStyle::muted: format_set_font_color(made, 0x7F7F7F); break;
      case CellStyle::good: colours(0xDDF2DE, 0x1E5B24); break;
      case CellStyle::doubtful: colours(0xFFF1C2, 0x6B4B00); break;
      case CellStyle::attention: colours(0xFAD7D7, 0x8A1616); break;
    }
    if (link) {
      if (at_.style == CellStyle::plain) format_set_font_color(made, 0x0B57B0);
      format_set_underline(made, LXW_UNDERLINE_SINGLE);
    }
    return made;
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> all;
    for (const Tab& tab : tabs_)
      if (tab.count > 1)
        all.push_back(tr_plural("sheet «%2» has more rows than a tab holds and takes %1 tab",
                                "sheet «%2» has more rows than a tab holds and takes %1 tabs",
                                static_cast<unsigned long>(tab.count), {printable(tab.sheet.name)}));
    if (texts_cut_ > 0)
      all.push_back(tr_plural("%1 text was longer than a cell holds and is cut, marked with […]",
                              "%1 texts were longer than a cell holds and are cut, marked with […]", texts_cut_));
    if (links_left_out_ > 0)
      all.push_back(tr_plural("%1 link was left out: a workbook holds no more",
                              "%1 links were left out: a workbook holds no more", links_left_out_));
    return all;
  }

  const std::filesystem::path target_;
  const SheetOptions options_;
  ScratchFile file_;
  const std::string yes_, no_;
  std::unique_ptr<lxw_workbook, Closer> book_;
  std::vector<TabSum> sums_;  // one for each tab
  std::vector<Tab> tabs_;     // one for each sheet: where it goes on
  TabNames names_;
  Place at_;
  lxw_format* header_ = nullptr;
  std::map<std::tuple<NumberFormat, CellStyle, bool, bool>, lxw_format*> formats_;
  std::size_t links_ = 0;
  unsigned long texts_cut_ = 0, links_left_out_ = 0;
};

}  // namespace

std::unique_ptr<SheetWriter> open_xlsx(const std::filesystem::path& target, const std::vector<Sheet>& sheets,
                                       const SheetOptions& options) {
  return std::make_unique<XlsxWriter>(target, sheets, options);
}

}  // namespace prikaz
