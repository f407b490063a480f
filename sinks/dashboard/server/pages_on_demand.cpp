#include "sinks/dashboard/server/pages_on_demand.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace sacrum::sinks {

void PagesOnDemand::offer(std::string path, PageMaker make) {
    path_ = std::move(path);
    make_ = std::move(make);
}

bool PagesOnDemand::is_offered(std::string_view path) const {
    if (path_.empty() || !path.starts_with(path_)) return false;
    return path.size() == path_.size() || path[path_.size()] == '/';
}

void PagesOnDemand::make(std::string path, std::function<void(MadePage)> then) {
    boost::asio::post(thread_, [this, path = path.substr(path_.size()), then = std::move(then)]() mutable {
        if (is_closed_) return;
        boost::asio::post(io_,
                          [page = make_(path), then = std::move(then)]() mutable { then(std::move(page)); });
    });
}

void PagesOnDemand::close() {
    is_closed_ = true;
    thread_.join();
}

}  // namespace sacrum::sinks
