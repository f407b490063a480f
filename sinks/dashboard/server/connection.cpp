#include "sinks/dashboard/server/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <optional>
#include <utility>

#include "sinks/dashboard/page_files.hpp"
#include "sinks/dashboard/server/pairing_page.hpp"
#include "sinks/dashboard/server/peer_user.hpp"
#include "sinks/dashboard/server/request_rules.hpp"
#include "sinks/dashboard/server/viewer.hpp"

namespace sacrum::sinks {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr auto kRequestTime = std::chrono::seconds(10);
constexpr std::uint32_t kHeaderBytes = 8192;
constexpr std::uint64_t kBodyBytes = 256;  // a code
constexpr std::size_t kKeptForOwn = 8;     // connections that only this machine's own may have
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr const char* kPairingPolicy =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
// The report's own policy, which it carries, names the one script that may run.
constexpr const char* kReportPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";
constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kText = "text/plain; charset=utf-8";

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

// IPv4 also where the socket takes both.
asio::ip::address plain(const asio::ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address;
}

std::string host_name(const asio::ip::address& address) {
    return address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
}

// One guesser: a machine, or in IPv6 a network, of which each has more addresses than codes there are.
std::string guesser_of(const asio::ip::address& address) {
    constexpr unsigned short kNetworkBits = 64;
    return address.is_v6() ? asio::ip::make_network_v6(address.to_v6(), kNetworkBits).canonical().to_string()
                           : address.to_string();
}

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(std::unique_ptr<Seat> seat, asio::ip::tcp::socket socket, const asio::ip::address& here,
               const asio::ip::address& there)
        : seat_(std::move(seat)), hub_(seat_->hub()), there_(there), stream_(std::move(socket)) {
        names_ = hub_.host_names;
        names_.push_back(host_name(here));
        if (here.is_loopback()) names_.insert(names_.end(), {"127.0.0.1", "localhost", "[::1]"});
    }

    void read() {
        parser_.emplace();
        parser_->header_limit(kHeaderBytes);
        parser_->body_limit(kBodyBytes);
        stream_.expires_after(kRequestTime);
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](error_code failed, std::size_t) {
                             if (!failed && !self->hub_.is_closed) self->answer();
                         });
    }

  private:
    using Request = http::request<http::string_body>;

    void answer() {
        const Request& request = parser_->get();
        is_head_ = request.method() == http::verb::head;
        const bool has_origin = request.find(http::field::origin) != request.end();
        const bool is_own =
            is_own_host(view(request[http::field::host]), names_, hub_.port) &&
            (!has_origin || is_own_origin(view(request[http::field::origin]), names_, hub_.port));
        if (!is_own)
            return refuse(http::status::forbidden, "refused: this page answers only to its own address\n");
        const auto role = role_of(request);
        const std::string_view target = view(request.target());
        if (seat_->is_foreign() && answers_pairing(request, target, has_origin, role)) return;
        if (beast::websocket::is_upgrade(request)) {
            const bool only_looks = target == "/live?look";
            if (!has_origin || (target != "/live" && !only_looks))
                return refuse(http::status::forbidden, "refused: /live is for the page itself\n");
            return serve_viewer(std::move(seat_), only_looks ? Role::look : *role, std::move(stream_),
                                request);
        }
        if (request.method() != http::verb::get && !is_head_)
            return refuse(http::status::method_not_allowed, "refused: there is nothing to change here\n");
        const std::string_view path = target.substr(0, target.find('?'));
        if (!hub_.history.is_offered(path)) return answer_file(path);
        if (role != Role::change || !is_of_this_user())
            return refuse(
                http::status::forbidden,
                "refused: the history is for who started the program, or has the code to take part\n");
        make_page(std::string(path));
    }

    // It is readable for one user alone as a file, so other users of this machine do not see it here.
    [[nodiscard]] bool is_of_this_user() const {
        return seat_->is_foreign() || is_peer_of_this_user(stream_.socket());
    }

    void make_page(std::string path) {
        stream_.expires_never();
        hub_.history.make(std::move(path), [self = shared_from_this()](MadePage page) {
            if (self->hub_.is_closed) return;
            self->own_text_ = std::move(page.html);
            self->stream_.expires_after(kRequestTime);
            self->prepare(page.is_found ? http::status::ok : http::status::not_found, kHtml, self->own_text_,
                          kReportPolicy);
            self->write(true);
        });
    }

    // Who comes from elsewhere is what the token says; nothing without one.
    [[nodiscard]] std::optional<Role> role_of(const Request& request) const {
        if (!seat_->is_foreign()) return Role::change;
        const auto token = cookie_in(view(request[http::field::cookie]), cookie_name());
        return token ? hub_.access->role_of(*token) : std::nullopt;
    }
    [[nodiscard]] std::string cookie_name() const { return fmt::format("sacrum-{}", hub_.port); }

    // Says whether it answered: to those without a role always, to others where they ask for the form.
    bool answers_pairing(const Request& request, std::string_view target, bool has_origin,
                         std::optional<Role> role) {
        const bool is_get = request.method() == http::verb::get || is_head_;
        if (target == kPairingPath && request.method() == http::verb::post && has_origin) {
            pair(code_in_form(request.body()));
        } else if (target == kPairingPath && is_get) {
            show_form(http::status::ok, "");
        } else if (target == kPairingStylePath && is_get) {
            send(http::status::ok, "text/css; charset=utf-8", pairing_style());
        } else if (role) {
            return false;
        } else if (target == "/" && is_get) {
            show_form(http::status::forbidden, "");
        } else {
            refuse(http::status::forbidden, "refused: give the code of the terminal at /pair first\n");
        }
        return true;
    }

    void pair(const std::string& code) {
        const auto answer = hub_.access->pair(guesser_of(there_), code, std::chrono::steady_clock::now());
        switch (answer.verdict) {
            case Access::Verdict::wrong:
                return show_form(http::status::forbidden, "That is not one of the codes.");
            case Access::Verdict::wait:
                return show_form(http::status::too_many_requests,
                                 "Too many wrong codes: wait a minute, then look at the terminal again.");
            case Access::Verdict::paired: break;
        }
        own_text_ = "paired\n";
        prepare(http::status::see_other, kText, own_text_, kPairingPolicy);
        response_.set(http::field::location, "/");
        response_.set(http::field::set_cookie,
                      fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", cookie_name(), answer.token));
        write(true);
    }

    void show_form(http::status status, std::string_view note) {
        own_text_ = pairing_page(note);
        prepare(status, kHtml, own_text_, kPairingPolicy);
        write(true);
    }

    void answer_file(std::string_view path) {
        if (const auto offered = hub_.offered.find(path); offered != hub_.offered.end())
            return send(http::status::ok, kHtml, offered->second, kReportPolicy);
        const auto files = page_files();
        const auto file = std::ranges::find_if(files, [&](const PageFile& one) {
            return one.path == path || (path == "/" && one.path == "/index.html");
        });
        if (file == files.end()) return refuse(http::status::not_found, "there is no such page\n");
        send(http::status::ok, file->type, file->content);
    }

    void refuse(http::status status, std::string_view sentence) {
        is_head_ = false;
        prepare(status, kText, sentence, kPolicy);
        write(false);
    }

    void send(http::status status, std::string_view type, std::string_view content,
              const char* policy = kPolicy) {
        prepare(status, type, content, policy);
        write(true);
    }

    // The content must outlive the connection, or be its own.
    void prepare(http::status status, std::string_view type, std::string_view content, const char* policy) {
        response_ = {};
        response_.result(status);
        response_.version(11);
        response_.set(http::field::content_type, beast::string_view(type.data(), type.size()));
        response_.set(http::field::cache_control, "no-store");
        response_.set("Content-Security-Policy", policy);
        response_.set("X-Content-Type-Options", "nosniff");
        response_.set("Referrer-Policy", "no-referrer");
        response_.set("Cross-Origin-Resource-Policy", "same-origin");
        response_.set("Cross-Origin-Opener-Policy", "same-origin");
        response_.content_length(content.size());
        if (!is_head_) response_.body() = {content.data(), content.size()};
    }

    void write(bool may_stay) {
        const bool stays = may_stay && parser_->get().keep_alive();
        response_.keep_alive(stays);
        http::async_write(stream_, response_,
                          [self = shared_from_this(), stays](error_code failed, std::size_t) {
                              if (failed) return;
                              if (stays) return self->read();
                              error_code ignored;
                              self->stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
                          });
    }

    std::unique_ptr<Seat> seat_;
    Hub& hub_;
    asio::ip::address there_;
    std::vector<std::string> names_;  // under which it may be asked
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_{kHeaderBytes + kBodyBytes};
    std::optional<http::request_parser<http::string_body>> parser_;
    http::response<http::span_body<const char>> response_;
    std::string own_text_;
    bool is_head_ = false;
};

}  // namespace

void serve_connection(const HubPointer& hub, asio::ip::tcp::socket socket) {
    error_code failed;
    const auto here = plain(socket.local_endpoint(failed).address());
    const auto there = plain(socket.remote_endpoint(failed).address());
    const bool is_foreign = failed || !here.is_loopback() || !there.is_loopback();
    if (failed || (is_foreign && !hub->access)) return;
    const bool is_full = hub->connections >= hub->most_connections ||
                         (is_foreign && hub->foreign_connections + kKeptForOwn >= hub->most_connections);
    if (is_full) return;
    std::make_shared<Connection>(std::make_unique<Seat>(hub, is_foreign), std::move(socket), here, there)
        ->read();
}

}  // namespace sacrum::sinks
