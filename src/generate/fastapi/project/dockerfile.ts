import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";

/** The Python of the image and of the checks: the newest that the pinned packages have wheels for. */
export const pythonVersion = "3.14";

/** `Dockerfile`: packages are installed in a first stage, so that the image has no build tools and runs as nobody special. */
export function emitDockerfile({ database }: Blueprint): GeneratedFile {
  const data =
    database === "sqlite"
      ? `
# The database's folder: mount a volume here.
RUN install --directory --owner=app --group=app /data`
      : "";
  const text = `# syntax=docker/dockerfile:1
FROM python:${pythonVersion}-slim AS packages
COPY requirements.txt .
# The environment has no pip of its own: nothing is installed in what is shipped.
RUN python -m venv --without-pip /venv \\
    && pip --python /venv/bin/python install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.txt

FROM python:${pythonVersion}-slim
ENV PATH="/venv/bin:$PATH" PYTHONUNBUFFERED=1
RUN useradd --system --user-group --uid 10001 --no-create-home app${data}
WORKDIR /srv
COPY --from=packages /venv /venv
COPY alembic.ini ./
COPY migrations migrations
COPY app app
USER app
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \\
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
STOPSIGNAL SIGTERM
# Migrations are a step of their own, run once before the servers are started: alembic upgrade head
CMD ["uvicorn", "--factory", "app.main:create_app", "--host", "0.0.0.0", "--port", "8000", "--no-server-header", "--timeout-graceful-shutdown", "20"]
`;
  return { path: "Dockerfile", text };
}
