package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.http.testing.TestRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which handler answers, without a socket. */
final class RoutesTest {
    private static final String UUID_TEXT = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

    private static Handler saying(String text) {
        return _ -> Response.text(text);
    }

    private static String answer(Routes routes, String method, String path) throws Exception {
        var response = TestRequest.of(method, path).to(routes);
        return response.status() == 200 ? response.text() : Integer.toString(response.status());
    }

    private static Middleware noting(String name) {
        return (request, next) -> {
            var response = next.handle(request);
            return Response.text(name + "(" + response.text() + ")");
        };
    }

    // ---- parameters

    @ParameterizedTest
    @CsvSource({
        "/item/new, fixed",
        "/item/7, int 7",
        "/item/-7, int -7",
        "/item/3000000000, long 3000000000",
        "/item/99999999999999999999, text 99999999999999999999",
        "/item/" + UUID_TEXT + ", uuid " + UUID_TEXT,
        "/item/2026-11, month 2026-11",
        "/item/pen, text pen",
        "/item/p%20e%2Fn, text p e/n",
        "/item/a/b/c, path a/b/c",
        "/item/a/b%2Fc, 404",
        "/item/, path ''",
        "/item, 404",
        "/ITEM/7, 404",
    })
    void theMostSpecificRouteAnswers(String path, String expected) throws Exception {
        var routes = Routes.create()
                .get("/item/{rest:path}", r -> Response.text("path " + quotedIfEmpty(r.path("rest"))))
                .get("/item/{name}", r -> Response.text("text " + r.path("name")))
                .get("/item/{id:int}", r -> Response.text("int " + r.pathInt("id")))
                .get("/item/{id:long}", r -> Response.text("long " + r.pathLong("id")))
                .get("/item/{id:uuid}", r -> Response.text("uuid " + r.pathUuid("id")))
                .get("/item/{month:[0-9]{4}-[0-9]{2}}", r -> Response.text("month " + r.path("month")))
                .get("/item/new", saying("fixed"));

        assertThat(answer(routes, "GET", path)).isEqualTo(expected);
    }

    private static String quotedIfEmpty(String text) {
        return text.isEmpty() ? "''" : text;
    }

    @Test
    void ofTwoTypedParametersTheFirstThatWasAddedAnswers() throws Exception {
        var longFirst = Routes.create().get("/{id:long}", saying("long")).get("/{id:int}", saying("int"));

        assertThat(answer(longFirst, "GET", "/7")).isEqualTo("long");
    }

    @Test
    void aRouteThatEndsInADeadEndIsLeftForALessSpecificOne() throws Exception {
        var routes = Routes.create()
                .get("/a/{id:int}/end", saying("int"))
                .get("/a/{name}/other", r -> Response.text("text " + r.path("name")))
                .post("/a/7/other", saying("posted"));

        assertThat(answer(routes, "GET", "/a/7/other")).isEqualTo("text 7");
    }

    @Test
    void aParameterThatIsNotOfTheTypeAskedForIsTheClientsMistake() throws Exception {
        var routes = Routes.create()
                .get("/int/{x}", r -> Response.text("" + r.pathInt("x")))
                .get("/uuid/{x}", r -> Response.text(r.pathUuid("x").toString()));

        assertThat(TestRequest.get("/int/seven").to(routes).text())
                .contains("parameter x of the path is no int: 'seven'");
        assertThat(answer(routes, "GET", "/uuid/7")).isEqualTo("400");
        assertThat(answer(routes, "GET", "/uuid/" + UUID_TEXT))
                .isEqualTo(UUID.fromString(UUID_TEXT).toString());
    }

    @Test
    void aParameterThatTheRouteHasNotIsTheHandlersMistake() {
        var routes = Routes.create().get("/{a}/{b}", r -> Response.text(r.path("c")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestRequest.get("/1/2").to(routes))
                .withMessage("route 'GET /{a}/{b}' has no parameter 'c', but [a, b]");
    }

    // ---- methods

    @Test
    void aHandlerOfGetAnswersHeadUnlessAnotherDoes() throws Exception {
        var routes = Routes.create()
                .get("/a", saying("get"))
                .get("/b", saying("get"))
                .route("head", "/b", saying("head"));

        assertThat(answer(routes, "HEAD", "/a")).isEqualTo("get");
        assertThat(answer(routes, "HEAD", "/b")).isEqualTo("head");
    }

    @Test
    void aMethodThatIsNotAnsweredIsToldWhichAre() throws Exception {
        var routes = Routes.create().get("/a", saying("get")).post("/a", saying("post"));

        var refused = TestRequest.of("DELETE", "/a").to(routes);
        var options = TestRequest.of("OPTIONS", "/a").to(routes);

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers().first("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.headers().first("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @Test
    void aHandlerForAnyMethodAnswersThoseWithoutTheirOwn() throws Exception {
        var routes = Routes.create()
                .any("/a", r -> Response.text("any " + r.method()))
                .put("/a", saying("put"));

        assertThat(answer(routes, "PUT", "/a")).isEqualTo("put");
        assertThat(answer(routes, "PROPFIND", "/a")).isEqualTo("any PROPFIND");
        assertThat(answer(routes, "OPTIONS", "/a")).isEqualTo("any OPTIONS");
    }

    // ---- mounts and middleware

    @Test
    void routesAreMountedBelowAPrefixThatMayHaveParameters() throws Exception {
        var inner = Routes.create()
                .get("", r -> Response.text("all of " + r.path("user")))
                .get("/{id:int}", r -> Response.text(r.path("user") + "'s " + r.path("id") + " by " + r.route()));
        var routes = Routes.create().mount("/users/{user}/orders", inner);

        assertThat(answer(routes, "GET", "/users/ann/orders")).isEqualTo("all of ann");
        assertThat(answer(routes, "GET", "/users/ann/orders/7"))
                .isEqualTo("ann's 7 by GET /users/{user}/orders/{id:int}");
    }

    @Test
    void middlewareStandsAroundOutermostFirstAndThatOfAMountInside() throws Exception {
        var inner = Routes.create().use(noting("c")).use(noting("d")).get("/x", saying("x"));
        var routes = Routes.create()
                .use(noting("a"))
                .mount("/in", inner)
                .get("/y", saying("y"))
                .use(noting("b"));

        assertThat(answer(routes, "GET", "/in/x")).isEqualTo("a(b(c(d(x))))");
        assertThat(answer(routes, "GET", "/y")).isEqualTo("a(b(y))");
    }

    @Test
    void middlewareSeesWhatNoRouteAnswersBelowItsPrefix() throws Exception {
        Middleware telling = (request, next) -> {
            try {
                return next.handle(request);
            } catch (HttpError e) {
                return Response.text("told of " + e.status());
            }
        };
        var routes = Routes.create()
                .get("/out", saying("out"))
                .mount("/in", Routes.create().use(telling).get("/x", saying("x")));

        assertThat(answer(routes, "GET", "/in/nothing")).isEqualTo("told of 404");
        assertThat(answer(routes, "POST", "/in/x")).isEqualTo("told of 405");
        assertThat(answer(routes, "GET", "/inside")).isEqualTo("404");
        assertThat(answer(routes, "POST", "/out")).isEqualTo("405");
    }

    @Test
    void middlewareMayAnswerWithoutTheHandlerAndHandItSomething() throws Exception {
        Middleware door = (request, next) -> {
            if (request.header("Authorization") == null) {
                throw new HttpError(401, "who are you?");
            }
            request.attributes().put("user", "ann");
            return next.handle(request);
        };
        var routes = Routes.create()
                .use(door)
                .get("/", r -> Response.text("hello " + r.attributes().get("user")));

        assertThat(answer(routes, "GET", "/")).isEqualTo("401");
        assertThat(TestRequest.get("/").header("Authorization", "x").to(routes).text())
                .isEqualTo("hello ann");
    }

    // ---- mistakes

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a, it must begin with a slash",
                "/{a}b, `a parameter must be a whole segment, which '{a}b' is not`",
                "/{a, its braces do not match",
                "/{}, `'' is no name of a parameter: letters, digits and _ only`",
                "/{a}/{a}, it has two parameters named a",
                "/{a:path}/b, nothing can follow a parameter of type path",
                "/{a:[}, `'[' is neither text, int, long, uuid or path nor a regular expression: Unclosed character class`",
            })
    void whatIsNoPatternIsRefusedWhereItIsWritten(String pattern, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.create().get(pattern, saying("")))
                .withMessageContaining("'%s' is no pattern of a route: %s", pattern, why);
    }

    @Test
    void twoRoutesForTheSameAreRefused() {
        var routes = Routes.create()
                .get("/a/{x:int}", saying("one"))
                .mount("/a", Routes.create().get("/{y:int}", saying("two")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer(routes, "GET", "/"))
                .withMessage("two routes answer GET /a/{y:int}: only one can");
    }

    @Test
    void aPrefixWithASlashAtItsEndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.create().mount("/a/", Routes.create()))
                .withMessage("prefix '/a/' must not end with a slash: routes below it begin with one");
    }
}
