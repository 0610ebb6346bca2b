/** Fetches the next rows whenever the end of the list comes near; the link does it by hand. */
export function startLongList() {
  const rows = document.querySelector('[data-rows]');
  const link = document.querySelector('[data-more]');
  if (!link) return;
  const lastPage = Number(rows.dataset.pages);
  let isLoading = false;

  const load = async () => {
    if (isLoading) return;
    isLoading = true;
    const page = Number(link.dataset.more);
    const response = await fetch(`/all?part=rows&page=${page}`);
    rows.insertAdjacentHTML('beforeend', await response.text());
    link.dataset.more = String(page + 1);
    link.href = `/all?page=${page + 1}`;
    isLoading = false;
    if (page < lastPage) return;
    watcher.disconnect();
    link.parentElement.remove();
  };
  const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), {
    rootMargin: '200px',
  });
  watcher.observe(link);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    load();
  });
}
