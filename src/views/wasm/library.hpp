#pragma once
// What the pages use of the standard library, written for the phone's engine, where every byte of code is sent to a telephone. The
// names below stand for <string>, <vector> and the others when the views are compiled to WebAssembly (CMakeLists.txt), so that the
// same source serves there; natively it is the standard library's. What makes it small: memory is one pile that is taken back whole
// (engine.cpp), so nothing is ever destroyed, and everything may be moved as bytes.
//
// A text is an address and a length. Copies share their bytes, as no byte is changed once it is written: a text grows in place only
// if nothing stands after its own last byte.
#include <stddef.h>
#include <stdint.h>

void* pile(size_t bytes);                // room for so many, aligned for anything
bool is_in_pile(const void*);

inline void* operator new(size_t, void* at) noexcept { return at; }

namespace std {

using ::size_t;
inline void* memcpy(void* to, const void* from, size_t bytes) { return __builtin_memcpy(to, from, bytes); }

// --- <type_traits>, <initializer_list>, <utility> ---

template <class T> struct remove_reference { using type = T; };
template <class T> struct remove_reference<T&> { using type = T; };
template <class T> struct remove_reference<T&&> { using type = T; };
template <class T> using remove_reference_t = typename remove_reference<T>::type;
template <class A, class B> inline constexpr bool is_same_v = __is_same(A, B);
template <class From, class To> inline constexpr bool is_convertible_v = __is_convertible_to(From, To);
template <class T> inline constexpr bool is_trivially_copyable_v = __is_trivially_copyable(T);

template <class T> class initializer_list {     // as the compiler makes it
public:
    constexpr initializer_list() = default;
    constexpr const T* begin() const { return at_; }
    constexpr const T* end() const { return at_ + count_; }
    constexpr size_t size() const { return count_; }

private:
    const T* at_ = nullptr;
    size_t count_ = 0;
};

template <class T> constexpr remove_reference_t<T>&& move(T&& t) noexcept { return static_cast<remove_reference_t<T>&&>(t); }
template <class T> constexpr T&& forward(remove_reference_t<T>& t) noexcept { return static_cast<T&&>(t); }
template <class T> constexpr T&& forward(remove_reference_t<T>&& t) noexcept { return static_cast<T&&>(t); }

template <class A, class B> struct pair {
    A first;
    B second;
    pair() = default;
    template <class X, class Y> constexpr pair(X&& x, Y&& y) : first(std::forward<X>(x)), second(std::forward<Y>(y)) {}
};
template <class A, class B> pair(A, B) -> pair<A, B>;

// --- <algorithm> ---

template <class T> constexpr const T& min(const T& a, const T& b) { return b < a ? b : a; }
template <class T> constexpr const T& max(const T& a, const T& b) { return a < b ? b : a; }
template <class I, class Is> constexpr I find_if(I at, I end, Is is) {
    while (at != end && !is(*at)) ++at;
    return at;
}
template <class I, class Is> constexpr bool any_of(I at, I end, Is is) { return find_if(at, end, is) != end; }
template <class I, class T> constexpr I find(I at, I end, const T& what) {
    return find_if(at, end, [&](const auto& one) { return one == what; });
}
template <class I, class T, class Less> constexpr I lower_bound(I at, I end, const T& what, Less less) {
    while (at != end) {
        I middle = at + (end - at) / 2;
        if (less(*middle, what)) at = middle + 1;
        else end = middle;
    }
    return at;
}

// --- <string_view> ---

class string_view {
public:
    static constexpr size_t npos = size_t(-1);
    constexpr string_view() = default;
    constexpr string_view(const char* s, size_t n) : data_(s), size_(n) {}
    constexpr string_view(const char* s) : data_(s), size_(__builtin_strlen(s)) {}
    constexpr const char* data() const { return data_; }
    constexpr size_t size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    constexpr const char* begin() const { return data_; }
    constexpr const char* end() const { return data_ + size_; }
    constexpr const char& operator[](size_t i) const { return data_[i]; }
    constexpr char back() const { return data_[size_ - 1]; }
    constexpr void remove_prefix(size_t n) { data_ += n, size_ -= n; }
    constexpr string_view substr(size_t from, size_t n = npos) const;
    constexpr size_t find(string_view what, size_t from = 0) const;
    constexpr size_t find(char c, size_t from = 0) const { return find({&c, 1}, from); }
    constexpr size_t find_first_not_of(string_view these) const;
    friend constexpr bool operator==(string_view a, string_view b);
    friend constexpr bool operator<(string_view a, string_view b);
    friend constexpr bool operator>(string_view a, string_view b) { return b < a; }

protected:
    const char* data_ = nullptr;
    size_t size_ = 0;
};
#define SORIA_CALLED [[gnu::noinline]] constexpr      // one function, and not one wherever it is used
SORIA_CALLED string_view string_view::substr(size_t from, size_t n) const {
    from = min(from, size_);
    return {data_ + from, min(n, size_ - from)};
}
SORIA_CALLED bool operator==(string_view a, string_view b) {
    if (a.size_ != b.size_) return false;
    for (size_t i = 0; i < a.size_; ++i)
        if (a.data_[i] != b.data_[i]) return false;
    return true;
}
SORIA_CALLED bool operator<(string_view a, string_view b) {
    for (size_t i = 0; i < b.size_; ++i) {
        if (i == a.size_) return true;
        if (a.data_[i] != b.data_[i]) return static_cast<unsigned char>(a.data_[i]) < static_cast<unsigned char>(b.data_[i]);
    }
    return false;
}
SORIA_CALLED size_t string_view::find(string_view what, size_t from) const {
    for (; from + what.size_ <= size_; ++from)
        if (substr(from, what.size_) == what) return from;
    return npos;
}
SORIA_CALLED size_t string_view::find_first_not_of(string_view these) const {
    for (size_t i = 0; i < size_; ++i)
        if (these.find(data_[i]) == npos) return i;
    return npos;
}
#undef SORIA_CALLED

// --- <string> ---

class string : public string_view {
public:
    string() = default;
    string(const char* s) : string_view(s) {}            // a literal stays where it is
    string(const char* s, size_t n) { *this += string_view(s, n); }
    explicit string(string_view s) { *this += s; }
    void clear() { *this = {}; }
    void remove_prefix(size_t) = delete;                 // its first byte is where its head is looked for
    void reserve(size_t) {}
    string& operator+=(string_view);
    string& operator+=(char c) { return *this += string_view(&c, 1); }
    string& append(string_view s, size_t from, size_t n) { return *this += s.substr(from, n); }
    string substr(size_t from, size_t n = npos) const { return string(string_view::substr(from, n)); }
};
inline string operator+(string a, string_view b) { return a += b; }

// --- <vector> ---

// A list of anything, by its bytes.
struct pile_list {
    char* at = nullptr;
    size_t count = 0, room = 0;
    void* one_more(size_t bytes_each);
    void take_copy(const void* from, size_t n, size_t bytes_each);
};

template <class T> class vector {
public:
    vector() = default;
    vector(initializer_list<T> l) { list_.take_copy(l.begin(), l.size(), sizeof(T)); }
    vector(const vector& o) {
        static_assert(is_trivially_copyable_v<T>, "a list within would be shared");
        list_.take_copy(o.list_.at, o.list_.count, sizeof(T));
    }
    vector(vector&& o) : list_(o.list_) { o.list_ = {}; }
    vector& operator=(vector o) {
        list_ = o.list_;
        return *this;
    }
    T* begin() { return reinterpret_cast<T*>(list_.at); }
    T* end() { return begin() + list_.count; }
    const T* begin() const { return reinterpret_cast<const T*>(list_.at); }
    const T* end() const { return begin() + list_.count; }
    T& operator[](size_t i) { return begin()[i]; }
    const T& operator[](size_t i) const { return begin()[i]; }
    T& back() { return end()[-1]; }
    const T& back() const { return end()[-1]; }
    size_t size() const { return list_.count; }
    bool empty() const { return list_.count == 0; }
    void clear() { list_.count = 0; }
    void push_back(T t) { new (list_.one_more(sizeof(T))) T(std::move(t)); }
    template <class... A> void emplace_back(A&&... a) { new (list_.one_more(sizeof(T))) T(std::forward<A>(a)...); }

private:
    pile_list list_;
};

// --- <memory> ---

template <class T> class unique_ptr {
public:
    explicit unique_ptr(T* t) : t_(t) {}
    T* get() const { return t_; }
    T* operator->() const { return t_; }
    T& operator*() const { return *t_; }

private:
    T* t_;
};
template <class T> unique_ptr<T> make_unique() { return unique_ptr<T>(new (pile(sizeof(T))) T); }

}  // namespace std
