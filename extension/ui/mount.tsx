import { render, type ComponentChildren, type VNode } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { text } from './text.ts';
import './style.css';

/** Shows a screen in the page's `#app`, and what went wrong when it cannot be shown. */
export function mount(title: string, screen: VNode): void {
  document.title = title;
  const place = document.querySelector('#app');
  if (place === null) throw new Error('The page has no #app to show anything in.');
  render(<Boundary>{screen}</Boundary>, place);
}

function Boundary({ children }: { children: ComponentChildren }) {
  const [error] = useErrorBoundary() as [unknown, () => void]; // typed `any` by preact
  if (error === undefined) return children;
  return (
    <main class="page">
      <div class="card" role="alert">
        <h1>{text.failed.page}</h1>
        <p>{text.failed.pageAdvice}</p>
        <details>
          <summary>{text.failed.details}</summary>
          <p class="fine">{error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error)}</p>
        </details>
      </div>
    </main>
  );
}
