//! The one registry: a route exists only when it is listed here, so the access table can be checked against it.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};

use super::Server;

/// Which face a route belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// JSON for programs and scripts, in the OpenAPI document.
    Api,
    /// A page, or a form's target.
    Page,
    /// Files and health, the same for everybody.
    Open,
}

/// A route as the registry lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Path pattern without the base, such as `/api/v1/needs/{id}`.
    pub path: String,
    /// Method.
    pub method: String,
    /// Face.
    pub access: Access,
}

/// Collects routes; the router is built from nothing else.
#[derive(Debug, Default)]
pub struct Registry {
    router: Router<Server>,
    listed: Vec<Listed>,
}

impl Registry {
    /// Starts an empty registry.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a route that reads.
    #[must_use]
    pub fn get<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, Server>,
        T: 'static,
    {
        self.add(&Method::GET, MethodFilter::GET, access, path, handler)
    }

    /// Adds a route that makes or does something.
    #[must_use]
    pub fn post<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, Server>,
        T: 'static,
    {
        self.add(&Method::POST, MethodFilter::POST, access, path, handler)
    }

    /// Adds a route that changes parts of something.
    #[must_use]
    pub fn patch<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, Server>,
        T: 'static,
    {
        self.add(&Method::PATCH, MethodFilter::PATCH, access, path, handler)
    }

    /// Adds a route that replaces something.
    #[must_use]
    pub fn put<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, Server>,
        T: 'static,
    {
        self.add(&Method::PUT, MethodFilter::PUT, access, path, handler)
    }

    /// Adds a route that removes something.
    #[must_use]
    pub fn delete<H, T>(self, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, Server>,
        T: 'static,
    {
        self.add(&Method::DELETE, MethodFilter::DELETE, access, path, handler)
    }

    /// Joins the routes of another room.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let mut listed = self.listed;
        listed.extend(other.listed);
        Self { router: self.router.merge(other.router), listed }
    }

    /// Lists the routes, sorted.
    pub fn listed(&self) -> Vec<Listed> {
        let mut listed = self.listed.clone();
        listed.sort();
        listed
    }

    /// Hands over the router.
    pub(crate) fn into_router(self) -> Router<Server> {
        self.router
    }

    fn add<H, T>(self, method: &Method, filter: MethodFilter, access: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, Server>,
        T: 'static,
    {
        let mut listed = self.listed;
        listed.push(Listed { path: path.to_owned(), method: method.to_string(), access });
        Self { router: self.router.route(path, on(filter, handler)), listed }
    }
}
