/** The service worker of the shift page: the network first; without it the page as it was seen last. */

interface Waitable { waitUntil(promise: Promise<unknown>): void }
interface Fetching extends Event { readonly request: Request; respondWith(answer: Promise<Response>): void }
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: never) => void): void;
}

const CACHE = "potok-floor-1";
const worker = self as unknown as Worker;

function isPage(url: URL): boolean {
  return url.pathname === new URL("./", worker.location.href).pathname;
}

async function keep(request: Request | string, answer: Response): Promise<void> {
  // A redirect leads to the sign-in page, which must not stand for the shift.
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(CACHE);
  await cache.put(request, answer);
}

/** The kept page says that it is old: its clock must not be believed. */
async function marked(answer: Response): Promise<Response> {
  const text = (await answer.text()).replace("<head>", '<head><meta name="potok-kept" content="1">');
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8", "X-Potok-Kept": "1", ...policy(answer) } });
}

function policy(answer: Response): Record<string, string> {
  const value = answer.headers.get("Content-Security-Policy");
  return value ? { "Content-Security-Policy": value } : {};
}

async function kept(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request.url.split("#")[0] ?? "") ?? (isPage(url) ? await cache.match(request, { ignoreSearch: true }) : undefined);
  if (!found) return Response.error();
  return isPage(url) ? marked(found) : found;
}

async function answer(request: Request, url: URL): Promise<Response> {
  try {
    const fresh = await fetch(request);
    await keep(request.url.split("#")[0] ?? "", fresh.clone());
    return fresh;
  } catch {
    return kept(request, url);
  }
}

worker.addEventListener("install", (event: Waitable & Event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event: Waitable & Event) => {
  const tidy = async (): Promise<void> => {
    for (const name of await caches.keys()) if (name.startsWith("potok-floor-") && name !== CACHE) await caches.delete(name);
    await worker.clients.claim();
  };
  event.waitUntil(tidy());
});
worker.addEventListener("message", (event: Waitable & MessageEvent<{ keep: string[] }>) => {
  const one = async (url: string): Promise<void> => {
    try {
      await keep(url, await fetch(url, { credentials: "same-origin" }));
    } catch {
      // What cannot be had now comes with its next use.
    }
  };
  event.waitUntil(Promise.all(event.data.keep.map(one)));
});
worker.addEventListener("fetch", (event: Fetching) => {
  const url = new URL(event.request.url);
  const ours = url.origin === worker.location.origin && (isPage(url) || url.pathname.includes("/static/"));
  if (event.request.method === "GET" && ours) event.respondWith(answer(event.request, url));
});

export {};
