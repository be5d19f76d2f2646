// A page that an answer links to: its buttons are the controls of its resource.

const { id } = document.getElementById("main").dataset;

for (const button of document.querySelectorAll("button[data-action]")) {
  button.onclick = async () => {
    const path = `/_sandbox/resources/${encodeURIComponent(id)}/${encodeURIComponent(button.dataset.action)}`;
    const response = await fetch(path, { method: "POST" });
    if (response.ok) location.reload();
    else document.getElementById("problem").textContent = (await response.json()).error;
  };
}
