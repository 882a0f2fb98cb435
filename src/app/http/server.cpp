// The only file that knows Beast and Asio on the server's side.
#include "app/http/server.hpp"

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/http.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <utility>

#include "app/http/answer.hpp"
#include "app/http/head.hpp"
#include "app/http/pieces.hpp"

namespace soria::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Socket = asio::generic::stream_protocol::socket;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr const char* body_too_large = "the body is larger than this server takes";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
struct Shared {
    ServerOptions options;
    Handler handler;
    asio::io_context net{1};
    std::unique_ptr<asio::thread_pool> workers;
    std::atomic<size_t> connections{0}, streams{0}, large_bytes{0};   // the last: of forms beyond the body's limit
    std::atomic<bool> stopping{false}, gone{false};   // gone: nobody runs `net` any more
};

// One connection: reads a request, lets the handler work, writes its answer, reads the next. At most one timer counts at a
// time, for the phase the connection is in; a handler that comes late finds that its turn is over.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<Shared> s, Socket socket, bool owner)
        : shared_(std::move(s)), socket_(std::move(socket)), timer_(shared_->net), owner_(owner) { ++shared_->connections; }
    ~Session() {
        end_stream();
        give_back();
        --shared_->connections;
    }

    void start() { begin(); }
    void refuse_busy() { fail(503, "too many connections"); }
    void stop(bool now) {   // on the net thread
        close_ = true;
        if (now || phase_ == Phase::reading || phase_ == Phase::streaming || phase_ == Phase::leaving) shut();
    }

private:
    enum class Phase { reading, working, writing, streaming, leaving };

    void shut() {
        error_code ignored;
        quiet();
        end_stream();
        give_back();
        phase_ = Phase::leaving;
        socket_.shutdown(Socket::shutdown_both, ignored);
        socket_.close(ignored);
    }
    void wait(int ms, void (Session::*late)()) {
        uint64_t timer = ++timer_turn_;
        timer_.expires_after(std::chrono::milliseconds(ms));
        timer_.async_wait([self = shared_from_this(), late, timer](error_code e) {
            if (!e && self->timer_turn_ == timer) (self.get()->*late)();
        });
    }
    void quiet() {
        ++timer_turn_;
        timer_.cancel();
    }
    void slow() { fail(408, "the request did not arrive in time"); }
    void late() {
        ++turn_;          // a reply that comes after this finds another turn
        close_ = true;
        send(refusal(503, deadline_passed(changes_)));
    }
    void fail(int status, const std::string& because) {
        close_ = true;
        send(refusal(status, because));
    }
    // A browser is told in words on a page; so is whoever has not got as far as saying what they are.
    Response refusal(int status, const std::string& because) {
        if (!wish_) wish_ = wish_of(buffer_);
        const auto& page = shared_->options.refusal_page;
        return page && wish_->page && !owner_ ? page(status, because, wish_->languages) : problem(status, because);
    }

    // A new request: its first bytes may be here already.
    void begin() {
        give_back();
        phase_ = Phase::reading;
        scanned_ = 0;
        head_only_ = false;
        head_ = {};
        timed_ = false;
        wish_.reset();
        read_head();
    }
    // One read. The first of a head or a body sets its timer, and the others leave it alone: however it trickles, it ends.
    void read_more(void (Session::*then)(), int ms_max, void (Session::*late)()) {
        bool idle = buffer_.empty() && scanned_ == 0;
        if (!std::exchange(timed_, true)) wait(ms_max, late);
        socket_.async_read_some(asio::buffer(chunk_), [self = shared_from_this(), then, idle](error_code e, size_t n) {
            if (self->phase_ != Phase::reading) return;
            if (e) return self->shut();
            self->buffer_.append(self->chunk_.data(), n);
            if (idle) self->timed_ = false;
            (self.get()->*then)();
        });
    }
    void read_head() {
        auto end = buffer_.find("\r\n\r\n", scanned_ < 3 ? 0 : scanned_ - 3);
        auto head = std::string_view(buffer_).substr(0, end == std::string::npos ? end : end + 4);
        if (head.size() > shared_->options.header_bytes_max) return fail(431, "the head is larger than this server takes");
        if (auto f = check_bytes(head, scanned_ < 1 ? 0 : scanned_ - 1); f.status) return fail(f.status, f.because);
        scanned_ = head.size();
        if (buffer_.empty()) return read_more(&Session::read_head, shared_->options.idle_ms_max, &Session::shut);
        if (end == std::string::npos) return read_more(&Session::read_head, shared_->options.head_ms_max, &Session::slow);
        wish_ = wish_of(head);
        if (auto f = check_head(head, &head_); f.status) return fail(f.status, f.because);
        bool too_large = head_.length && *head_.length > shared_->options.body_bytes_max;
        if (too_large && is_large_form()) {
            if (shared_->large_bytes + *head_.length > shared_->options.forms_bytes_max) return fail(503, "too many large forms are being read; send it again in a moment");
            shared_->large_bytes += large_ = size_t(*head_.length);
            too_large = false;
        }
        if (too_large && !head_.for_a_page()) return fail(413, body_too_large);
        parser_ = std::make_unique<beast::http::request_parser<beast::http::string_body>>();
        parser_->eager(true);
        parser_->on_chunk_header(chunk_head_);
        if (too_large) parser_->body_limit(boost::none);     // none of it is parsed
        else parser_->body_limit(std::max(large_, shared_->options.body_bytes_max));
        parser_->header_limit(uint32_t(shared_->options.header_bytes_max));
        // The head alone, so that nothing which follows a chunked body can add to it.
        error_code e;
        size_t n = parser_->put(asio::buffer(head.data(), head.size()), e);
        if (e == beast::http::error::need_more) e = {};
        if (e || !parser_->is_header_done() || n != head.size()) return fail(400, "the request is not well formed");
        close_ = close_ || !parser_->keep_alive();
        buffer_.erase(0, n);
        timed_ = false;
        if (too_large) return work(true);
        bool body_waits = !parser_->is_done() && buffer_.empty();
        if (!head_.expects_continue || !body_waits) return parse();
        asio::async_write(socket_, asio::buffer(continue_.data(), continue_.size()), [self = shared_from_this()](error_code e, size_t) {
            if (self->phase_ != Phase::reading) return;
            if (e) return self->shut();
            self->parse();
        });
    }
    // Of somebody who has signed in, whose length was said beforehand.
    bool is_large_form() const {
        const auto& o = shared_->options;
        auto type = head_.headers.find("content-type");
        bool form = type != head_.headers.end() && std::string_view(type->second).substr(0, type->second.find(';')) == form_type;
        return form && *head_.length <= o.form_bytes_max && o.signed_in && o.signed_in(head_.headers);
    }
    void give_back() { shared_->large_bytes -= std::exchange(large_, 0); }
    void parse() {
        error_code e;
        while (!parser_->is_done() && !buffer_.empty()) {
            size_t n = parser_->put(asio::buffer(buffer_), e);
            buffer_.erase(0, n);
            if (e == beast::http::error::need_more) break;
            if (e == beast::http::error::body_limit) return fail(413, body_too_large);
            if (e) return fail(400, "the request is not well formed");
            if (n == 0) break;
        }
        if (!parser_->is_done()) {
            // Only a chunk's head or the trailers can wait in the buffer, and neither is long.
            if (buffer_.size() > shared_->options.header_bytes_max) return fail(431, "a chunk's head is larger than this server takes");
            return read_more(&Session::parse, shared_->options.body_ms_max, &Session::slow);
        }
        work();
    }
    void work(bool without_body = false) {
        auto& message = parser_->get();
        Request r;
        r.body_too_large = without_body;
        close_ = close_ || without_body;
        r.method = std::string(message.method_string());
        head_only_ = r.method == "HEAD";
        changes_ = r.method == "POST";
        auto target = std::string_view(message.target().data(), message.target().size());
        if (auto f = decode_target(target, r); f.status) return fail(f.status, f.because);
        r.headers = std::move(head_.headers);
        r.body = std::move(message.body());
        r.from_owner = owner_;
        parser_.reset();
        close_ = close_ || shared_->stopping;
        int ms = shared_->options.request_ms_max;
        if (auto wanted = r.header("soria-deadline-ms")) {
            if (wanted->empty() || wanted->size() > 6 || !std::all_of(wanted->begin(), wanted->end(), [](unsigned char c) { return std::isdigit(c); }))
                return fail(400, "Soria-Deadline-Ms is a whole number from 0 to 999999");
            ms = std::min(ms, std::stoi(*wanted));
        }
        r.deadline = Clock::now() + std::chrono::milliseconds(ms);
        phase_ = Phase::working;
        uint64_t turn = ++turn_;
        wait(ms, &Session::late);
        auto reply = [self = shared_from_this(), turn](Response response) {
            if (self->shared_->gone) return;
            asio::post(self->shared_->net, [self, turn, response = std::move(response)]() mutable {
                if (self->turn_ == turn && self->phase_ == Phase::working) self->send(std::move(response));
            });
        };
        asio::post(*shared_->workers, [shared = shared_, r = std::move(r), reply]() mutable {
            try {
                shared->handler(std::move(r), reply);
            } catch (const std::exception&) {
                reply(problem(500, "something is wrong here; nothing was done that is not whole"));
            }
        });
    }
    void send(Response response) {
        give_back();                          // it has been read and worked on, or never will be
        if (response.more && !head_only_) {
            if (shared_->streams >= std::min(shared_->options.streams_max, shared_->options.connections_max / 2)) {
                response.more->leave();
                return fail(503, "too many pages are kept up to date; this one works without");
            }
            ++shared_->streams;
            stream_ = response.more;
            close_ = true;
        } else if (response.more) {
            response.more->leave();
            close_ = true;
        }
        phase_ = Phase::writing;
        out_ = bytes_of(response, close_, head_only_);
        wait(shared_->options.answer_ms_max, &Session::shut);
        asio::async_write(socket_, asio::buffer(out_), [self = shared_from_this()](error_code e, size_t) {
            if (self->phase_ != Phase::writing) return;
            if (e) return self->shut();
            if (self->stream_) return self->stream();
            if (self->close_) return self->leave();
            self->begin();
        });
    }
    // The head is out: pieces follow as they come, and whatever the other side sends or closes ends it.
    void stream() {
        phase_ = Phase::streaming;
        quiet();
        socket_.async_read_some(asio::buffer(chunk_), [self = shared_from_this()](error_code, size_t) {
            if (self->phase_ == Phase::streaming) self->shut();
        });
        stream_->on_change([shared = std::weak_ptr(shared_), weak = weak_from_this()] {
            auto server = shared.lock();
            if (!server || server->gone) return;
            asio::post(server->net, [weak] {
                if (auto self = weak.lock()) self->flow();
            });
        });
    }
    void flow() {
        if (phase_ != Phase::streaming || flowing_) return;
        auto [piece, last] = stream_->take();
        if (piece.empty()) return last ? shut() : void();
        flowing_ = true;
        out_ = std::move(piece);
        wait(shared_->options.answer_ms_max, &Session::shut);
        asio::async_write(socket_, asio::buffer(out_), [self = shared_from_this()](error_code e, size_t) {
            self->flowing_ = false;
            if (self->phase_ != Phase::streaming) return;
            if (e) return self->shut();
            self->quiet();
            self->flow();
        });
    }
    void end_stream() {
        if (!stream_) return;
        stream_->leave();
        stream_ = nullptr;
        --shared_->streams;
    }
    // Closing with unread bytes would reset the connection and lose the answer: say no more, read a little, then close.
    void leave() {
        error_code ignored;
        phase_ = Phase::leaving;
        socket_.shutdown(Socket::shutdown_send, ignored);
        wait(leaving_ms_max, &Session::shut);
        drain();
    }
    void drain() {
        socket_.async_read_some(asio::buffer(chunk_), [self = shared_from_this()](error_code e, size_t n) {
            self->drained_ += n;
            if (e || self->drained_ > drained_bytes_max) return self->shut();
            self->drain();
        });
    }

    static void check_chunk(uint64_t, beast::string_view extension, error_code& e) {
        if (check_chunk_extension({extension.data(), extension.size()}).status) e = beast::http::error::bad_chunk_extension;
    }
    std::function<void(uint64_t, beast::string_view, error_code&)> chunk_head_ = check_chunk;   // the parser keeps a reference
    static constexpr std::string_view continue_ = "HTTP/1.1 100 Continue\r\n\r\n";
    static constexpr int leaving_ms_max = 1000;
    static constexpr size_t drained_bytes_max = 32 * 1024 * 1024;
    std::shared_ptr<Shared> shared_;
    Socket socket_;
    asio::steady_timer timer_;
    bool owner_, close_ = false, timed_ = false, head_only_ = false, changes_ = false, flowing_ = false;
    std::shared_ptr<Pieces> stream_;
    Phase phase_ = Phase::reading;
    uint64_t turn_ = 0, timer_turn_ = 0;
    size_t drained_ = 0, scanned_ = 0, large_ = 0;
    std::array<char, 16 * 1024> chunk_;
    std::string buffer_, out_;
    Head head_;
    std::optional<Wish> wish_;               // of the request that is being read
    std::unique_ptr<beast::http::request_parser<beast::http::string_body>> parser_;
};

template <class Protocol> class Door : public std::enable_shared_from_this<Door<Protocol>> {
public:
    Door(std::shared_ptr<Shared> s, const typename Protocol::endpoint& at, bool owner)
        : shared_(std::move(s)), acceptor_(shared_->net), pause_(shared_->net), at_(at), owner_(owner) {}
    Status open() {
        error_code e;
        acceptor_.open(at_.protocol(), e);
        if constexpr (std::is_same_v<Protocol, asio::ip::tcp>)
            if (!e) acceptor_.set_option(asio::socket_base::reuse_address(true), e);
        if (!e) acceptor_.bind(at_, e);
        if (!e) acceptor_.listen(1024, e);
        if (e) return soria::fail(Fault::busy, "cannot listen: " + e.message());
        return {};
    }
    void accept() {
        acceptor_.async_accept([self = this->shared_from_this()](error_code e, typename Protocol::socket socket) {
            if (e == asio::error::operation_aborted || self->shared_->stopping) return;
            if (e) return self->accept_later();
            // The folder's owner gets in when the others have filled the house.
            size_t open = self->shared_->connections, most = self->shared_->options.connections_max + (self->owner_ ? 2 * refusals_max : 0);
            if (open < most + refusals_max) {   // beyond that not even a refusal is said
                auto s = std::make_shared<Session>(self->shared_, Socket(std::move(socket)), self->owner_);
                self->remember(s);
                if (open >= most) s->refuse_busy();
                else s->start();
            }
            self->accept();
        });
    }
    // Out of files: trying again at once would turn a full house into a busy loop.
    void accept_later() {
        pause_.expires_after(std::chrono::milliseconds(50));
        pause_.async_wait([self = this->shared_from_this()](error_code e) {
            if (!e && !self->shared_->stopping) self->accept();
        });
    }
    void stop(bool now) {
        error_code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
        for (auto& w : sessions_)
            if (auto s = w.lock()) s->stop(now);
    }
    auto& acceptor() { return acceptor_; }

private:
    void remember(const std::shared_ptr<Session>& s) {
        if (sessions_.size() > 2 * shared_->options.connections_max) std::erase_if(sessions_, [](auto& w) { return w.expired(); });
        sessions_.push_back(s);
    }
    std::shared_ptr<Shared> shared_;
    static constexpr size_t refusals_max = 32;
    typename Protocol::acceptor acceptor_;
    asio::steady_timer pause_;
    typename Protocol::endpoint at_;
    bool owner_;
    std::vector<std::weak_ptr<Session>> sessions_;
};

// Connections must leave files for the ledger: raises the process's limit as far as it may, then takes what is there.
size_t connections_that_fit(size_t wanted) {
    constexpr rlim_t kept_for_files = 128;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    rlim_t enough = wanted + 2 * kept_for_files;
    if (limit.rlim_cur < enough && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = std::min(enough, limit.rlim_max);
        (void)::setrlimit(RLIMIT_NOFILE, &limit);
        if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    }
    rlim_t most = limit.rlim_cur > 2 * kept_for_files ? limit.rlim_cur - kept_for_files : limit.rlim_cur / 2;
    return std::min<size_t>(wanted, most);
}

class BeastServer final : public Server {
public:
    Status begin(const ServerOptions& o, Handler h) {
        shared_ = std::make_shared<Shared>();
        shared_->options = o;
        shared_->options.connections_max = connections_that_fit(o.connections_max);
        shared_->handler = std::move(h);
        shared_->workers = std::make_unique<asio::thread_pool>(size_t(std::max(1, o.threads)));
        error_code e;
        auto address = asio::ip::make_address(o.address, e);
        if (e || !address.is_loopback())
            return soria::fail(Fault::refused, "this server listens on loopback only until logging in has been built", o.address);
        tcp_ = std::make_shared<Door<asio::ip::tcp>>(shared_, asio::ip::tcp::endpoint(address, o.port), false);
        TRY(tcp_->open());
        port_ = tcp_->acceptor().local_endpoint().port();
        if (!o.unix_socket.empty()) {
            if (o.unix_socket.string().size() > 100) return soria::fail(Fault::limit, "the folder's path is too long for a socket", o.unix_socket.string());
            std::error_code ignored;
            std::filesystem::remove(o.unix_socket, ignored);   // the folder's lock says that nobody else is there
            auto old = ::umask(0177);
            local_ = std::make_shared<Door<asio::local::stream_protocol>>(shared_, asio::local::stream_protocol::endpoint(o.unix_socket.string()), true);
            auto ok = local_->open();
            ::umask(old);
            if (!ok) return ok;
            local_->accept();
        }
        tcp_->accept();
        work_.emplace(asio::make_work_guard(shared_->net));
        thread_ = std::thread([s = shared_] { s->net.run(); });
        return {};
    }
    ~BeastServer() override {
        if (!shared_) return;
        shared_->stopping = true;
        if (thread_.joinable()) {
            asio::post(shared_->net, [this] { stop(false); });
            auto until = Clock::now() + std::chrono::milliseconds(shared_->options.request_ms_max);
            while (shared_->connections > 0 && Clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        shared_->workers->join();
        if (thread_.joinable()) {
            // Nothing may be left waiting in `net`: what waits holds its session, and the session holds `net`.
            asio::post(shared_->net, [this] {
                stop(true);
                shared_->gone = true;
                work_.reset();
            });
            thread_.join();
        }
        std::error_code ignored;
        if (local_) std::filesystem::remove(shared_->options.unix_socket, ignored);
    }
    uint16_t port() const override { return port_; }

private:
    void stop(bool now) {
        if (tcp_) tcp_->stop(now);
        if (local_) local_->stop(now);
    }
    std::shared_ptr<Shared> shared_;
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work_;
    std::shared_ptr<Door<asio::ip::tcp>> tcp_;
    std::shared_ptr<Door<asio::local::stream_protocol>> local_;
    std::thread thread_;
    uint16_t port_ = 0;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& o, Handler h) {
    auto s = std::make_unique<BeastServer>();
    try {
        TRY(s->begin(o, std::move(h)));
    } catch (const std::exception& e) {
        return soria::fail(Fault::busy, std::string("cannot listen: ") + e.what());
    }
    return std::unique_ptr<Server>(std::move(s));
}

}  // namespace soria::http
