// Asks the studio's own addresses: the same ones as the forms, answered for a script.

export async function fetchPart(path) {
  const response = await fetch(path, { headers: { accept: "text/html" } });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.body.firstElementChild;
}

export async function fetchTold(path) {
  const response = await fetch(path, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

// Sends a form's fields; gives { isDone, path, message, status }.
export async function sendFields(path, token, fields = new URLSearchParams()) {
  const response = await fetch(path, {
    method: "POST",
    headers: { accept: "application/json", "x-franquette-token": token },
    body: fields,
  });
  const told = await response.json().catch(() => ({}));
  return { isDone: response.ok, path: told.path ?? "", message: told.detail ?? "", status: response.status };
}

// Does something again until the network lets it; a refusal by the server is an answer, and ends it.
export async function insist(work) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 3000);
        addEventListener("online", resolve, { once: true });
      });
    }
  }
}
