#pragma once
// The report's page, step by step: asked, put right, read once more, sent. The server's page and the one that a phone keeps are
// both this, so that neither has a rule of its own.
#include "views/forms.hpp"

namespace soria::views {

struct ReportPlace {
    Href to;                             // where the form is sent
    Given along;                         // what is sent with it
    std::string emergency_number;
    std::string today;                   // nothing happened later than this; empty: nobody knows what day it is
    bool keeps = false;                  // offers to put an unfinished one aside
    Html above = {}, below = {};         // the form
};

struct ReportStep {
    enum class Does : uint8_t { show, send, keep } does = Does::show;
    int status = 200;
    std::string title;
    Html content;                        // of show
    Given given;                         // what is sent or kept, without what begins with _
};
ReportStep report_step(const Form&, Given posted, const ReportPlace&, const Words&);
// The form with what was given and what is wrong with it.
ReportStep report_asked(const Form&, const Given&, const FieldErrors&, const ReportPlace&, const Words&);

}  // namespace soria::views
