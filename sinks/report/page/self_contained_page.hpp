// A page that is one file: words as markup, and for its script a message that lies in it as JSON. It asks
// nothing of the network, and its policy lets no script run but the bundle's. Same content, same bytes.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

namespace sacrum::sinks {

struct SelfContainedPage {
    std::string_view bundle;    // "report"
    std::string_view language;  // "en"
    std::string title;          // plain text
    std::string body;           // markup; the words stand in it, so that it can be read without the script
    const google::protobuf::Message* message = nullptr;
};

std::string self_contained_page(const SelfContainedPage& page);

// Whether a text that begins so is such a page.
bool is_self_contained_page(std::string_view beginning, std::string_view bundle);

}  // namespace sacrum::sinks
