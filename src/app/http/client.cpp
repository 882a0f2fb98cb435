#include "app/http/client.hpp"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace soria::http {
namespace {

std::string encoded(std::string_view s, bool path) {
    static const char* digits = "0123456789ABCDEF";
    std::string out;
    for (unsigned char c : s) {
        if (std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~' || (path && c == '/')) out += char(c);
        else out += '%', out += digits[c >> 4], out += digits[c & 15];
    }
    return out;
}

namespace asio = boost::asio;

template <class Protocol> Result<Response> send_to(const typename Protocol::endpoint& to, const std::string& name, const Request& r, int timeout_ms) {
    namespace beast = boost::beast;
    try {
        asio::io_context io;
        typename Protocol::socket socket(io);
        boost::system::error_code e;
        socket.connect(to, e);
        if (e) return fail(Fault::busy, "nobody listens: " + e.message(), name);
        std::string target = encoded(r.path, true);
        for (size_t i = 0; i < r.query.size(); ++i)
            target += (i ? "&" : "?") + encoded(r.query[i].first, false) + "=" + encoded(r.query[i].second, false);
        beast::http::request<beast::http::string_body> out;
        out.method_string(r.method);
        out.target(target);
        out.version(11);
        out.set("Host", "localhost");
        out.set("Connection", "close");
        for (const auto& [name, value] : r.headers) out.set(name, value);
        out.body() = r.body;
        out.prepare_payload();
        beast::flat_buffer buffer;
        beast::http::response_parser<beast::http::string_body> in;
        in.body_limit(64 * 1024 * 1024);
        bool done = false;
        beast::http::async_write(socket, out, [&](boost::system::error_code we, size_t) {
            e = we;
            if (we) return;
            beast::http::async_read(socket, buffer, in, [&](boost::system::error_code re, size_t) {
                e = re;
                done = !re;
            });
        });
        io.run_for(std::chrono::milliseconds(timeout_ms));
        if (!done) return fail(Fault::storage, e ? "the connection broke: " + e.message() : "no answer in time", name);
        Response response;
        response.status = int(in.get().result_int());
        response.body = in.get().body();
        for (const auto& h : in.get()) {
            if (h.name_string() == "Content-Type") response.type = std::string(h.value());
            response.headers.emplace_back(std::string(h.name_string()), std::string(h.value()));
        }
        return response;
    } catch (const std::exception& e) {
        return fail(Fault::storage, std::string("the connection broke: ") + e.what(), name);
    }
}

}  // namespace

Result<Response> send(const std::filesystem::path& unix_socket, const Request& r, int timeout_ms) {
    return send_to<asio::local::stream_protocol>(asio::local::stream_protocol::endpoint(unix_socket.string()), unix_socket.string(), r, timeout_ms);
}
Result<Response> send(uint16_t port, const Request& r, int timeout_ms) {
    return send_to<asio::ip::tcp>({asio::ip::address_v4::loopback(), port}, "127.0.0.1:" + std::to_string(port), r, timeout_ms);
}

}  // namespace soria::http
