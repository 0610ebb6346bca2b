import { useEffect, useState } from 'preact/hooks';
import { findFrontTab } from '../../browser/front-tab.ts';
import { hostOfRule } from '../../../shared/privacy/sensitive-page.ts';

const EVERY_MS = 1_000;

/** The site of the page in front, as a rule names it; null when it is none of the web. */
export function useFrontHost(): string | null {
  const [host, setHost] = useState<string | null>(null);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const url = (await findFrontTab())?.url ?? '';
      setHost(/^https?:/.test(url) ? (hostOfRule(url) ?? null) : null);
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return host;
}
