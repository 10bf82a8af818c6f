# The server, without libtorch: docker build -t scalenet-serve . && docker run -p 8000:8000 -v "$PWD/models:/models:ro" scalenet-serve
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY .editorconfig BannedSymbols.txt BannedSymbols.Scalars.txt THIRD-PARTY-NOTICES.md ./
COPY build build
COPY recipes recipes
COPY specs specs
COPY studies studies
COPY src src
RUN dotnet publish src/ScaleNet.Predict -c Release -r linux-x64 --self-contained -p:LibTorchPackage=none -o /app

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
WORKDIR /app
COPY --from=build /app/scalenet-predict ./
# The native libraries inside the file are unpacked here at the first start; of a read-only container make /tmp a tmpfs.
ENV DOTNET_BUNDLE_EXTRACT_BASE_DIR=/tmp/scalenet
USER $APP_UID
EXPOSE 8000
# NAME/VERSION/*.onnx, which are served anew when they change.
VOLUME /models
STOPSIGNAL SIGTERM
# The image has no HTTP client; bash speaks enough of it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /v2/health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/app/scalenet-predict", "serve", "/models", "--host", "0.0.0.0", "--port", "8000"]
