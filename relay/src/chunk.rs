//! A further chunk of a query's rows, where query-result has only the first. A workspace gives it by
//! the id of the statement, and gives the rows of any statement that the credential may see: so the
//! relay takes the id from the message, which the workspace lets pass as any other one, and never
//! from the caller.

use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::api::Backend;
use crate::api_error::{ApiError, Refusal};
use crate::call::Call;
use crate::endpoint::{STATEMENT_CHUNK, is_id};

/// Most digits that the number of a chunk has.
const MAX_DIGITS: usize = 9;

/// Answers with the chunk that the call names.
pub async fn answer(backend: &Backend, call: &Call) -> Response {
    rows(backend, call).await.unwrap_or_else(|refusal| *refusal)
}

async fn rows(backend: &Backend, call: &Call) -> Result<Response, Refusal> {
    let parts: Vec<&str> = call.target.path().rsplitn(5, '/').collect();
    let [index, _, attachment, _, message] = parts[..] else { return Err(ApiError::no_endpoint().into()) };
    let index = number(index)?;
    let message = backend.ask(call, Method::GET, message.to_owned()).await?;
    let statement = statement(&message.body, attachment)?;
    let chunk = STATEMENT_CHUNK.replace("{statement}", &statement).replace("{chunk}", &index);
    let chunk = backend.ask(call, Method::GET, chunk).await?;
    if has_rows(&chunk.body) {
        Ok(backend.filter(&chunk))
    } else {
        Err(no_rows("it sent none that can be shown here").into())
    }
}

/// The number of a chunk, without leading zeros.
fn number(text: &str) -> Result<String, ApiError> {
    let number = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= MAX_DIGITS;
    let number = number.then(|| text.parse::<u32>().ok()).flatten();
    number.map(|number| number.to_string()).ok_or_else(|| {
        let message = format!("The number of a chunk has digits only, {MAX_DIGITS} at most.");
        ApiError::bad_request("INVALID_PARAMETER_VALUE", message)
    })
}

/// The id of the statement that the message names for one of its queries.
fn statement(message: &[u8], attachment: &str) -> Result<String, ApiError> {
    let message: Value = serde_json::from_slice(message).map_err(|_| no_rows("its message is not JSON"))?;
    let mut attachments = message["attachments"].as_array().into_iter().flatten();
    let found = attachments.find(|found| found["attachment_id"] == attachment);
    let missing = || ApiError::missing(format!("Attachment {attachment} does not exist."));
    let query = &found.ok_or_else(missing)?["query"];
    if !query.is_object() {
        let message = format!("Attachment with ID {attachment} is not a valid query attachment.");
        return Err(ApiError::bad_request("BAD_REQUEST", message));
    }
    match query["statement_id"].as_str() {
        Some(id) if is_id(id) => Ok(id.to_owned()),
        None | Some("") => {
            let message = format!("The query of attachment {attachment} has not been executed yet.");
            Err(ApiError::bad_request("INVALID_STATE", message))
        }
        Some(_) => Err(no_rows("its statement has an id that cannot be one")),
    }
}

/// The rows of a chunk, not read.
#[derive(Deserialize)]
struct Chunk<'a> {
    #[serde(borrow)]
    data_array: &'a RawValue,
}

/// Whether a chunk has rows in it, rather than links to files.
fn has_rows(chunk: &[u8]) -> bool {
    serde_json::from_slice::<Chunk<'_>>(chunk).is_ok_and(|chunk| chunk.data_array.get().starts_with('['))
}

/// 502 `BAD_GATEWAY`.
fn no_rows(why: &str) -> ApiError {
    let message = format!("The workspace gave no rows of this chunk: {why}.");
    ApiError::new(StatusCode::BAD_GATEWAY, "BAD_GATEWAY", message)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_chunk_has_a_number_of_digits_only() {
        let cases = [("0", Some("0")), ("007", Some("7")), ("999999999", Some("999999999"))];
        for (text, expected) in
            cases.into_iter().chain(["", "+1", "-1", "1.0", "1234567890"].map(|text| (text, None)))
        {
            assert_eq!(number(text).ok().as_deref(), expected, "{text}");
        }
    }
}
