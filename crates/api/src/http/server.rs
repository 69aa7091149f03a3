//! The running server: what handlers share, and how it starts and stops.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::cookie::Cookies;
use super::{Failure, Registry, guard, input};
use crate::url::Urls;

/// How a server is reached.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address people use, with scheme and perhaps a path, such as `https://kjj.example.gov.cn/kjj`.
    pub public_url: String,
    /// Whether the alliance is invented for a demonstration.
    pub demo: bool,
}

/// What handlers share; cheap to clone.
#[derive(Debug, Clone)]
pub struct Server(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    app: App,
    urls: Urls,
    origin: String,
    cookies: Cookies,
    demo: bool,
    metrics: Option<PrometheusHandle>,
}

impl Server {
    /// Builds what handlers share; refuses a public URL that is none.
    pub fn new(app: App, options: &Options, metrics: Option<PrometheusHandle>) -> Result<Self, BadPublicUrl> {
        let bad = || BadPublicUrl(options.public_url.clone());
        let (scheme, rest) = options.public_url.split_once("://").ok_or_else(bad)?;
        if !matches!(scheme, "http" | "https") {
            return Err(bad());
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || path.contains(['?', '#']) {
            return Err(bad());
        }
        let urls = Urls::new(path);
        let cookies = Cookies::new(scheme == "https", urls.base());
        let origin = format!("{scheme}://{host}");
        Ok(Self(Arc::new(Shared { app, urls, origin, cookies, demo: options.demo, metrics })))
    }

    /// Returns the product.
    pub fn app(&self) -> &App {
        &self.0.app
    }
    /// Returns the one maker of addresses.
    pub fn urls(&self) -> &Urls {
        &self.0.urls
    }
    /// Returns scheme and host of the public URL.
    pub fn origin(&self) -> &str {
        &self.0.origin
    }
    /// Returns how cookies are named.
    pub fn cookies(&self) -> &Cookies {
        &self.0.cookies
    }
    /// Tells whether the alliance is invented for a demonstration.
    pub fn is_demo(&self) -> bool {
        self.0.demo
    }
    /// Returns the metrics text, where metrics are kept.
    pub fn metrics(&self) -> Option<String> {
        self.0.metrics.as_ref().map(PrometheusHandle::render)
    }

    /// Builds the router under the public URL's path.
    pub fn router(&self, registry: Registry) -> Router {
        let inner = registry
            .into_router()
            .fallback(async || Failure::not_found())
            .method_not_allowed_fallback(async || {
                Failure::new(
                    StatusCode::METHOD_NOT_ALLOWED,
                    "wrong_method",
                    "This address does not take that method.",
                )
            })
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(self.clone(), guard::guard))
            .layer(CompressionLayer::new())
            .layer(DefaultBodyLimit::max(input::FILE_LIMIT + 64 * 1024))
            .with_state(self.clone());
        let base = self.urls().base().to_owned();
        if base.is_empty() {
            return inner;
        }
        let home = format!("{base}/");
        let first = home.clone();
        let placed = Router::new()
            .nest(&base, inner)
            .route("/", axum::routing::get(async move || axum::response::Redirect::to(&first)));
        // A nested router answers at `/base` and not at `/base/`, which is the address of the first page.
        let routed = tower::ServiceBuilder::new()
            .map_request(move |mut request: axum::extract::Request| {
                if request.uri().path() == home {
                    let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
                    if let Ok(uri) = format!("{base}{query}").parse() {
                        *request.uri_mut() = uri;
                    }
                }
                request
            })
            .service(placed);
        Router::new().fallback_service(routed)
    }
}

/// A public URL that cannot be one.
#[derive(Debug, thiserror::Error)]
#[error("“{0}” is no public URL: write it as https://host or https://host/path")]
pub struct BadPublicUrl(String);

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the payload over")]
fn panicked(payload: Box<dyn std::any::Any + Send + 'static>) -> axum::response::Response {
    let words = payload
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| payload.downcast_ref::<&str>().map(|s| (*s).to_owned()))
        .unwrap_or_default();
    axum::response::IntoResponse::into_response(Failure::from(app::Error::internal(format!(
        "panic: {words}"
    ))))
}

/// Serves until the token is cancelled, then gives open requests ten seconds.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let stopped = stop.clone();
    let serving =
        axum::serve(listener, service).with_graceful_shutdown(async move { stopped.cancelled().await });
    // The daemon gives open requests ten seconds to end.
    #[expect(clippy::disallowed_methods, reason = "a stopping server waits for its open requests")]
    let patience = tokio::time::sleep;
    tokio::select! {
        result = serving => result,
        () = async { stop.cancelled().await; patience(Duration::from_secs(10)).await } => Ok(()),
    }
}
