import { html } from 'hono/html';
import type { Page } from './layout.ts';

const reasons = ['It does not fit', 'It is damaged', 'Not as described', 'I changed my mind'];

export function returnPage(): Page {
  return {
    title: 'Return something',
    main: html`<div class="narrow">
      <h1>Return something</h1>
      <p class="lead">Sixty days, no questions. Well, two questions.</p>
      <form class="stack panel" action="/returns" method="post" enctype="multipart/form-data" aria-label="Return form">
        <div class="field">
          <label for="return-order">Order number</label
          ><input id="return-order" name="order" placeholder="LM-1001" required />
        </div>
        <div class="field">
          <label for="return-reason">Reason</label
          ><select id="return-reason" name="reason">
            ${reasons.map((reason) => html`<option>${reason}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="return-photo">Photo of the item</label
          ><input id="return-photo" type="file" name="photo" accept="image/*" />
        </div>
        <div class="field">
          <label for="return-words">Anything else?</label><textarea id="return-words" name="words" rows="4"></textarea>
        </div>
        <button class="button big" type="submit">Send return request</button>
      </form>
    </div>`,
  };
}

export function returnSentPage(order: string, photo: string | undefined): Page {
  return {
    title: 'Return request received',
    main: html`<div class="narrow">
      <h1>We have received your return request</h1>
      <p>
        Order ${order}${photo === undefined ? '' : html`, with the photo “${photo}”`}. A label is on its way to your
        inbox.
      </p>
      <p><a class="button" href="/">Continue shopping</a></p>
    </div>`,
  };
}
