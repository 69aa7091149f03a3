//! The documentation of the JSON interface, read out of its own document.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::page;
use crate::view::Place;
use crate::view::admin::{ApiAnswer, ApiDocs, ApiOperation, ApiParameter, ApiSchema, ApiTag};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/api/docs", docs)
}

async fn docs(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let f = server.frame(&caller).await?;
    let document =
        serde_json::to_value(crate::json::document()).map_err(|e| Failure::from(app::Error::internal(e)))?;
    let title = f.t("docs-title");
    page(&ApiDocs {
        version: text(&document["info"]["version"]),
        server: format!("{}{}", server.origin(), server.urls().base()),
        tags: tags(&document),
        schemas: schemas(&document),
        f: f.at(Place::Tokens, title),
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_owned()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn tags(document: &Value) -> Vec<ApiTag> {
    let mut tags: BTreeMap<String, Vec<ApiOperation>> = BTreeMap::new();
    for (path, methods) in entries(&document["paths"]) {
        for (method, one) in entries(methods).filter(|(_, one)| one["responses"].is_object()) {
            let tag = one["tags"][0].as_str().unwrap_or("other").to_owned();
            tags.entry(tag).or_default().push(operation(path, method, one));
        }
    }
    tags.into_iter().map(|(name, operations)| ApiTag { name, text: String::new(), operations }).collect()
}

fn operation(path: &str, method: &str, one: &Value) -> ApiOperation {
    let parameters = items(&one["parameters"])
        .map(|p| ApiParameter {
            name: text(&p["name"]),
            place: text(&p["in"]),
            required: p["required"].as_bool().unwrap_or(false),
            kind: kind(&p["schema"]),
            text: text(&p["description"]),
        })
        .collect();
    let answers = entries(&one["responses"])
        .map(|(status, answer)| ApiAnswer {
            status: status.clone(),
            text: text(&answer["description"]),
            schema: body(answer),
        })
        .collect();
    ApiOperation {
        id: text(&one["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&one["summary"]),
        text: text(&one["description"]),
        parameters,
        request: body(&one["requestBody"]),
        answers,
    }
}

/// Names the schema of a body, whatever its media type.
fn body(value: &Value) -> String {
    entries(&value["content"]).next().map(|(_, media)| kind(&media["schema"])).unwrap_or_default()
}

/// Names a type: a schema's name, `[Name]` for a list of it, or the plain type.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or(name).to_owned();
    }
    for of in ["oneOf", "anyOf", "allOf"] {
        if let Some(one) = items(&schema[of]).map(kind).find(|k| !k.is_empty() && k != "null") {
            return one;
        }
    }
    let plain = match &schema["type"] {
        Value::String(one) => one.as_str(),
        several => items(several).filter_map(Value::as_str).find(|t| *t != "null").unwrap_or_default(),
    };
    if plain == "array" { format!("[{}]", kind(&schema["items"])) } else { plain.to_owned() }
}

fn schemas(document: &Value) -> Vec<ApiSchema> {
    entries(&document["components"]["schemas"])
        .map(|(name, schema)| {
            let required: Vec<&str> = items(&schema["required"]).filter_map(Value::as_str).collect();
            let fields = entries(&schema["properties"])
                .map(|(field, of)| ApiParameter {
                    name: field.clone(),
                    place: String::new(),
                    required: required.contains(&field.as_str()),
                    kind: kind(of),
                    text: text(&of["description"]),
                })
                .collect();
            ApiSchema { name: name.clone(), text: text(&schema["description"]), fields }
        })
        .collect()
}
