import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Small pages with every kind of control, on two sites. */
export type Places = { url: string; otherUrl: string; close(): Promise<void> };

/** One of each control, named after the place, as HTML that works in a document and in a shadow root. */
function controls(place: string): string {
  const id = place.replaceAll(' ', '-');
  return `<button>Press ${place}</button> <button>Look ${place}</button>
    <label><input type="checkbox">Tick ${place}</label>
    <label>Price ${place} <input type="range" min="0" max="9" value="0"></label>
    <label>Colour ${place} <select aria-label="Colour ${place}"><option>Red</option><option>Blue</option></select></label>
    <form action="/search" onsubmit="event.preventDefault()"><input type="search" name="q" aria-label="Search ${place}"></form>
    <div role="button" tabindex="0" draggable="true" aria-label="Take ${place}" style="width:90px;height:22px">take</div>
    <div role="button" tabindex="0" aria-label="Put ${place}" ondragover="event.preventDefault()" ondrop="event.preventDefault()" style="width:90px;height:22px">put</div>
    <button onclick="this.nextElementSibling.showModal()">Open ${place}</button><dialog aria-label="Guide ${place}"><button onclick="this.parentElement.close()">Close ${place}</button></dialog>
    <section tabindex="-1" aria-label="Box ${place}" style="height:40px;width:200px;overflow:auto"><div style="height:900px">long</div></section>
    <p id="rest-${id}">Rest ${place}</p>`;
}

const documentOf = (body: string): string =>
  `<!doctype html><html lang="en"><title>Places</title><body>${body}</body></html>`;

function pageAt(path: string, otherUrl: string): string {
  const place = decodeURIComponent(path.slice(1));
  if (place === 'frames') {
    const late = `setTimeout(() => { const f = document.createElement('iframe'); f.src = '${otherUrl}/other frame'; f.name = 'other'; f.width = 600; f.height = 400; document.body.append(f) }, 300)`;
    return documentOf(
      `<iframe name="same" src="/same frame" width="600" height="400"></iframe><script>${late}</script>`,
    );
  }
  if (place === 'shadow') {
    const inner = JSON.stringify(controls('shadow')).replaceAll('</', '<\\/');
    return documentOf(
      `<x-zone></x-zone><script>customElements.define('x-zone', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = ${inner} } })</script>`,
    );
  }
  const links = `<a href="/route" onclick="event.preventDefault(); history.pushState(null, '', '/route'); document.querySelector('main').innerHTML = route.innerHTML">Go on</a>
    <a href="/tab" target="_blank">Another tab</a> <template id="route">${controls('route')}</template>`;
  return documentOf(`<main>${controls(place)}</main>${place === 'top' ? links : ''}`);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // it listens on a port
}

/** Serves `/top`, `/frames`, `/shadow`, and a page of controls under any other name. */
export async function startPlaces(): Promise<Places> {
  let otherUrl = '';
  const servers = [0, 1].map(() =>
    createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(pageAt(new URL(request.url ?? '/', 'http://x').pathname, otherUrl));
    }),
  );
  const [port = 0, otherPort = 0] = await Promise.all(servers.map(listen));
  otherUrl = `http://localhost:${otherPort}`;
  return {
    url: `http://127.0.0.1:${port}`,
    otherUrl,
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
