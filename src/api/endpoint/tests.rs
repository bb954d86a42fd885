use super::*;
use crate::domain::conversation::Rating;

#[test]
fn every_endpoint_has_its_method_path_and_body() {
    let (s, c, m, a) = (&"s".into(), &"c".into(), &"m".into(), &"a".into());
    let query = AboutQuery { space: s, conversation: c, message: m, attachment: a };
    let (get, post, delete) = (Method::Get, Method::Post, Method::Delete);
    let rated = feedback(s, c, m, Some(Rating::Negative), Some("Wrong \"month\""));
    for (request, method, path, body) in [
        (list_spaces(20, None), get, "?page_size=20", None),
        (list_spaces(20, Some("a&b=")), get, "?page_size=20&page_token=a%26b%3D", None),
        (get_space(s), get, "/s", None),
        (
            start_conversation(s, "say \"hi\"\n", false),
            post,
            "/s/start-conversation",
            Some(r#"{"content":"say \"hi\"\n"}"#),
        ),
        (create_message(s, c, "q", false), post, "/s/conversations/c/messages", Some(r#"{"content":"q"}"#)),
        (
            start_conversation(s, "q", true),
            post,
            "/s/start-conversation",
            Some(r#"{"content":"q","enable_visualization":true}"#),
        ),
        (
            create_message(s, c, "q", true),
            post,
            "/s/conversations/c/messages",
            Some(r#"{"content":"q","enable_visualization":true}"#),
        ),
        (get_message(s, c, m), get, "/s/conversations/c/messages/m", None),
        (list_messages(s, c, None), get, "/s/conversations/c/messages?page_size=50", None),
        (list_messages(s, c, Some("t")), get, "/s/conversations/c/messages?page_size=50&page_token=t", None),
        (
            list_conversations(s, 100, Some("+/")),
            get,
            "/s/conversations?page_size=100&page_token=%2B%2F",
            None,
        ),
        (delete_conversation(s, c), delete, "/s/conversations/c", None),
        (delete_message(s, c, m), delete, "/s/conversations/c/messages/m", None),
        (query_result(query), get, "/s/conversations/c/messages/m/attachments/a/query-result", None),
        (execute_query(query), post, "/s/conversations/c/messages/m/attachments/a/execute-query", Some("{}")),
        (generate_download(query), post, "/s/conversations/c/messages/m/attachments/a/downloads", Some("{}")),
        (
            get_download(query, "d", "e.y+J/"),
            get,
            "/s/conversations/c/messages/m/attachments/a/downloads/d?download_id_signature=e.y%2BJ%2F",
            None,
        ),
        (rows_csv(query), get, "/s/conversations/c/messages/m/attachments/a/rows.csv", None),
        (
            download_visualization(query),
            get,
            "/s/conversations/c/messages/m/attachments/a/download-visualization",
            None,
        ),
        (
            rated,
            post,
            "/s/conversations/c/messages/m/feedback",
            Some(r#"{"rating":"NEGATIVE","comment":"Wrong \"month\""}"#),
        ),
        (
            feedback(s, c, m, Some(Rating::Positive), None),
            post,
            "/s/conversations/c/messages/m/feedback",
            Some(r#"{"rating":"POSITIVE"}"#),
        ),
        (
            feedback(s, c, m, None, None),
            post,
            "/s/conversations/c/messages/m/feedback",
            Some(r#"{"rating":"NONE"}"#),
        ),
        (
            create_comment(s, c, m, "Fine"),
            post,
            "/s/conversations/c/messages/m/comments",
            Some(r#"{"content":"Fine"}"#),
        ),
        (list_comments(s, c, m, 10, None), get, "/s/conversations/c/messages/m/comments?page_size=10", None),
    ] {
        let path = ["/api/2.0/genie/spaces", path].concat();
        assert_eq!(
            (request.method, request.path.as_str(), request.body.as_deref()),
            (method, path.as_str(), body)
        );
    }
    assert_eq!(get_agent(s).path, "/api/2.0/genie/agents/s?view=GENIE_AGENT_VIEW_FULL");
    assert_eq!(relay_info().path, "/genie-relay/v1/info");
}

#[test]
fn ids_are_opaque_and_cannot_leave_their_place_in_the_path() {
    let request = get_message(&"a/b".into(), &"..?x=1".into(), &"m#ü".into());
    assert_eq!(request.path, "/api/2.0/genie/spaces/a%2Fb/conversations/..%3Fx%3D1/messages/m%23%C3%BC");
    let request = get_message(&"..".into(), &".".into(), &"...".into());
    assert_eq!(request.path, "/api/2.0/genie/spaces/%2E%2E%2E/conversations/%2E%2E%2E/messages/...");
}
