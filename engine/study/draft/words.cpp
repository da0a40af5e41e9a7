#include "study/draft/words.hpp"

#include <algorithm>

#include "base/letters.hpp"

namespace payoff {
namespace {

using Words = std::vector<std::string_view>;

const Words& words_for(Topic topic) {
  static const Words of_topic[] = {
      {"agent",      "user",     "employee", "developer", "dev",    "customer", "person",  "member",
       "analyst",    "worker",   "staff",    "rep",       "unit",   "account",  "store",   "login",
       "email",      "assignee", "author",   "owner",     "seller", "engineer", "visitor", "mitarbeiter",
       "bearbeiter", "benutzer", "kunde",    "employé",   "client", "empleado", "usuario", "dipendente",
       "担当者",     "ユーザー", "社員",     "員工",      "员工",   "사용자",   "직원",    "сотрудник"},
      {"created", "opened", "assigned", "started", "start", "begin", "received", "submitted", "erstellt", "beginn",
       "créé", "creado", "作成", "創建", "创建", "생성"},
      {"resolved", "closed", "solved", "merged", "ended", "end", "done", "completed", "finished", "gelöst", "erledigt",
       "ende", "résolu", "resuelto", "完了", "完成", "완료"},
      {"since",      "adopted",        "adoption", "rollout", "enabled", "licensed",  "licence", "license",
       "copilot",    "assistant",      "ai",       "seat",    "granted", "activated", "live",    "seit",
       "einführung", "freigeschaltet", "depuis",   "desde",   "導入",    "도입"},
      {"arm",      "group",  "variant", "treatment", "treated", "treat",      "assistant",
       "copilot",  "pilot",  "ai",      "test",      "cohort",  "experiment", "gruppe",
       "variante", "groupe", "grupo",   "群",        "组",      "グループ",   "그룹"},
      {"minutes",  "minute", "mins",       "hours", "hour", "seconds", "duration", "handle",
       "handling", "cycle",  "resolution", "aht",   "time", "dauer",   "zeit",     "bearbeitungszeit",
       "durée",    "tiempo", "duración",   "tempo", "時間", "시간"},
      {"revenue", "sales", "spend", "amount", "gmv", "income", "price", "umsatz", "erlös", "ventes", "ingresos", "売上",
       "매출"},
      {"csat", "nps", "score", "rating", "satisfaction", "quality", "zufriedenheit", "note", "satisfacción", "満足",
       "만족"},
      {"tickets", "calls", "cases", "count", "number", "sessions", "visits", "orders", "anzahl", "nombre", "cantidad",
       "chats", "requests", "contacts", "件数", "건수"},
      {"id", "ids", "key", "nr", "no", "code", "zip", "plz", "year", "month", "week", "day", "period", "phone", "uuid",
       "番号", "번호"},
      {"year", "month",   "week", "day", "period", "quarter", "sprint", "jahr", "monat", "woche", "tag", "année",
       "mois", "semaine", "año",  "mes", "semana", "年",      "月",     "週",   "周",    "주",    "월"},
      {"event", "events", "eventname", "ereignis", "evento", "événement", "イベント", "이벤트"},
      {"currency", "währung", "devise", "moneda", "valuta", "通貨", "통화"},
      {"hired", "hire", "joined", "employed", "onboarded", "eintritt", "eingestellt", "embauche", "contratado", "入社",
       "입사"},
      {"left", "leaving", "terminated", "termination", "offboarded", "departed", "resigned", "austritt", "départ",
       "baja", "退社", "퇴사"},
      {"used", "uses", "usage", "using", "active", "genutzt", "nutzung", "utilisé", "usado", "利用", "使用", "이용",
       "사용"}};
  return of_topic[static_cast<std::size_t>(topic)];
}

}  // namespace

bool suggests(const std::string& name, Topic topic) {
  constexpr std::size_t short_word = 3;  // must stand alone
  const bool whole_words =
      topic == Topic::event || topic == Topic::count || topic == Topic::key || topic == Topic::usage;
  const std::vector<std::string> words = words_of(name);
  const std::string all = lower(name);
  return std::ranges::any_of(words_for(topic), [&](std::string_view known) {
    if (!is_ascii(known)) return all.find(known) != std::string::npos;
    return std::ranges::any_of(words, [&](const std::string& word) {
      const bool part = known.size() > short_word && (word.starts_with(known) || word.ends_with(known));
      return word == known || (part && !whole_words);
    });
  });
}

bool says_comparison(const std::string& label) {
  static const Words known{"no",      "none",    "control",   "false",     "0",        "off",     "comparison",
                           "placebo", "without", "kontrolle", "nein",      "ohne",     "non",     "témoin",
                           "sans",    "sin",     "contrôle",  "controllo", "controle", "holdout", "baseline",
                           "a",       "kein",    "untreated", "standard",  "対照",     "대조",    "nie"};
  const std::string text = lower(label);
  const std::vector<std::string> words = words_of(label);
  return std::ranges::any_of(known, [&](std::string_view each) {
    return text == each || (each.size() > 1 && std::ranges::find(words, each) != words.end());
  });
}

std::string time_unit_in(const std::string& name) {
  const std::string text = lower(name);
  for (const auto& [word, unit] : std::vector<std::pair<std::string_view, std::string_view>>{{"hour", "hours"},
                                                                                             {"stunde", "hours"},
                                                                                             {"heure", "hours"},
                                                                                             {"second", "seconds"},
                                                                                             {"sekunde", "seconds"},
                                                                                             {"minut", "minutes"},
                                                                                             {"mins", "minutes"},
                                                                                             {"days", "days"},
                                                                                             {"tage", "days"}})
    if (text.find(word) != std::string::npos) return std::string(unit);
  return {};
}

}  // namespace payoff
