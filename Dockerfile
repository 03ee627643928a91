# The image runs the daemon by default, and every other command: docker run --rm -v "$PWD:/data:ro" linkwatch audit a.md
ARG BASE=python:3.13-slim-bookworm

FROM ${BASE} AS build
WORKDIR /src
RUN python3 -m venv /opt/linkwatch
COPY pyproject.toml README.md LICENSE ./
COPY linkwatch ./linkwatch
# pip itself is not needed at run time, and byte code is made now because the image is read-only later.
RUN /opt/linkwatch/bin/pip install --no-cache-dir --no-compile '.[all]' \
    && /opt/linkwatch/bin/pip uninstall -qy pip setuptools 2>/dev/null; \
    find /opt/linkwatch -name tests -type d -prune -exec rm -rf {} + \
    && /opt/linkwatch/bin/python3 -m compileall -q /opt/linkwatch/lib \
    && /opt/linkwatch/bin/linkwatch --version

FROM ${BASE}
RUN useradd --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin linkwatch \
    && mkdir /data && chown linkwatch:linkwatch /data
COPY --from=build /opt/linkwatch /opt/linkwatch
ENV PATH=/opt/linkwatch/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    LINKWATCH_DATABASE__PATH=/data/links.db LINKWATCH_SERVER__LISTEN=0.0.0.0:8471
USER linkwatch
WORKDIR /data
VOLUME /data
EXPOSE 8471
# buildah and podman keep this only if they build with --format docker
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s \
    CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8471/healthz', timeout=8)"]
ENTRYPOINT ["linkwatch"]
CMD ["daemon"]
