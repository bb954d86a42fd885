//! The page's `headers` hook: what can be sent, and what is told of what cannot.

use genie_chat::platform::hook;

use super::*;

/// A POST that was never sent must not count as one of unknown fate.
#[wasm_bindgen_test]
async fn a_headers_hook_that_fails_or_gives_nonsense_sends_nothing() {
    let refusing = js_sys::Function::new_no_args("throw new Error('no token')");
    let nonsense = js_sys::Object::new();
    js_sys::Reflect::set(&nonsense, &"x-token".into(), &"a\nb".into()).unwrap();
    let neither = "headers: neither Headers, nor pairs, nor an object";
    for (hook, words) in [
        (JsValue::from(refusing), "no token"),
        (nonsense.into(), "headers: x-token"),
        (made("{ cookie: 'a' }"), "headers: cookie"),
        (made("{ 'x-token': undefined }"), "headers: x-token"),
        (made("{ 'x-token': NaN }"), "headers: x-token"),
        (made("'x-token: a'"), neither),
        (made("7"), neither),
        (made("new Date()"), neither),
        (made("['x-token', 'a']"), neither),
        (made("[['x-token', 'a', 'b']]"), neither),
    ] {
        let old = replace_fetch(&answering(200, "{}"));
        let outcome = fetch::send("", &get(), hook, AbortController::new().unwrap(), &drop).await;
        replace_fetch(&old);
        assert_eq!(outcome.unwrap_err(), Lost::NotSent(words.into()));
    }
}

#[wasm_bindgen_test]
async fn a_headers_hook_may_be_a_function_that_promises_an_object() {
    let hook = js_sys::Function::new_no_args("return Promise.resolve({ 'x-token': 'abc' })");
    let old = replace_fetch(&echoing("x-token"));
    let reply = fetch::send("", &get(), hook.into(), AbortController::new().unwrap(), &drop).await;
    replace_fetch(&old);
    assert_eq!(reply.unwrap().body, "abc");
}

/// What a page writes.
fn made(code: &str) -> JsValue {
    js_sys::Function::new_no_args(&["return ", code].concat()).call0(&JsValue::NULL).unwrap()
}

#[wasm_bindgen_test]
async fn headers_come_in_every_form_that_fetch_takes() {
    for code in [
        "{ 'X-Token': '7' }",
        "{ 'x-token': 7 }",
        "Object.assign(Object.create(null), { 'x-token': '7' })",
        "new Headers({ 'x-token': 7 })",
        "[['x-token', '7']]",
        "new Map([['x-token', 7]])",
        "() => new Headers({ 'x-token': 7 })",
        "async () => [['x-token', 7]]",
        "({ then: (resolve) => resolve({ 'x-token': '7' }) })",
    ] {
        let old = replace_fetch(&echoing("x-token"));
        let reply = fetch::send("", &get(), made(code), AbortController::new().unwrap(), &drop).await;
        replace_fetch(&old);
        assert_eq!(reply.unwrap().body, "7", "{code}");
    }
    for code in ["null", "undefined", "{}", "[]", "() => undefined", "async () => null"] {
        assert_eq!(hook::entries(made(code)).await.unwrap(), [], "{code}");
    }
    let twice = made("[['x-token', 'a'], ['X-Token', 'b']]");
    assert_eq!(hook::entries(twice).await.unwrap(), [("x-token".to_owned(), "a, b".to_owned())]);
}
